namespace RocketMq.Testing;

/// <summary>Something that must hold in every history. Stateless and thread-safe.</summary>
public interface IHistoryRule
{
    /// <summary>The rule as a sentence part, such as "nothing lost".</summary>
    string Name { get; }

    /// <summary>Looks for breaches.</summary>
    /// <param name="events">What happened, in order.</param>
    /// <returns>Every breach, the earliest first as far as the rule can tell.</returns>
    IEnumerable<HistoryViolation> Check(IReadOnlyList<HistoryEvent> events);
}
