namespace RocketMq.Testing;

/// <summary>What one rule says about a history. Immutable.</summary>
/// <param name="Rule">The name of the rule.</param>
/// <param name="Breaches">How often it is broken; 0 when it holds.</param>
/// <param name="First">The first breaches, at most five.</param>
public sealed record RuleVerdict(string Rule, int Breaches, IReadOnlyList<HistoryViolation> First);
