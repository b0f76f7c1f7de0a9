namespace RocketMq.Testing;

/// <summary>Judges histories.</summary>
public static class HistoryChecker
{
    private const int Shown = 5;

    /// <summary>Checks a history against rules.</summary>
    /// <param name="history">What was written down.</param>
    /// <param name="rules">What must hold, usually one of the sets of <see cref="HistoryRules"/>.</param>
    /// <returns>The verdict with the first breaches of each rule.</returns>
    public static HistoryVerdict Check(History history, IReadOnlyList<IHistoryRule> rules)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(rules);
        IReadOnlyList<HistoryEvent> events = history.Events;
        List<RuleVerdict> verdicts = [];
        foreach (IHistoryRule rule in rules)
        {
            List<HistoryViolation> first = [];
            int count = 0;
            foreach (HistoryViolation violation in rule.Check(events))
            {
                if (++count <= Shown)
                    first.Add(violation);
            }
            verdicts.Add(new(rule.Name, count, first));
        }
        return new(HistoryCounts.Of(events), verdicts);
    }
}
