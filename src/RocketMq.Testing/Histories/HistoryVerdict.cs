namespace RocketMq.Testing;

/// <summary>What the rules say about a history. Immutable.</summary>
/// <param name="Counts">How much the history holds.</param>
/// <param name="Rules">What each rule says, in the order in which they were given.</param>
public sealed record HistoryVerdict(HistoryCounts Counts, IReadOnlyList<RuleVerdict> Rules)
{
    /// <summary>Whether every rule holds.</summary>
    public bool IsClean => Rules.All(rule => rule.Breaches == 0);

    /// <summary>The first breaches of every rule.</summary>
    public IEnumerable<HistoryViolation> Violations => Rules.SelectMany(rule => rule.First);

    /// <summary>Throws when a rule is broken.</summary>
    /// <exception cref="HistoryViolatedException">A rule is broken; the message is the verdict.</exception>
    public void ThrowIfViolated()
    {
        if (!IsClean)
            throw new HistoryViolatedException(ToString());
    }

    /// <summary>The counts in one line, and one line for each rule with its first breaches below.</summary>
    public override string ToString()
    {
        IEnumerable<string> rules = Rules.Select(rule =>
            string.Join(
                Environment.NewLine + "  ",
                [
                    rule.Breaches == 0 ? $"ok: {rule.Rule}" : $"BROKEN {rule.Breaches} times: {rule.Rule}",
                    .. rule.First.Select(found => found.ToString()),
                ]
            )
        );
        return string.Join(Environment.NewLine, [Counts.ToString(), .. rules]);
    }
}
