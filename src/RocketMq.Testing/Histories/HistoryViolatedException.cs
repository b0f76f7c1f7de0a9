namespace RocketMq.Testing;

/// <summary>A history breaks a rule.</summary>
/// <param name="message">Which rule, and the events that show it.</param>
public sealed class HistoryViolatedException(string message) : Exception(message);
