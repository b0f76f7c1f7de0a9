namespace RocketMq.Testing;

/// <summary>A rule that a history breaks, and where. Immutable.</summary>
/// <param name="Rule">The name of the rule.</param>
/// <param name="Text">What is wrong, in words.</param>
/// <param name="Events">The events that show it, in order.</param>
public sealed record HistoryViolation(string Rule, string Text, IReadOnlyList<HistoryEvent> Events)
{
    /// <inheritdoc/>
    public override string ToString() =>
        string.Join(Environment.NewLine + "    ", [$"{Rule}: {Text}", .. Events.Select(happened => happened.ToString())]);
}
