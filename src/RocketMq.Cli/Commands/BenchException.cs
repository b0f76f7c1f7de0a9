namespace RocketMq.Cli.Commands;

/// <summary>A measurement that could not be made; the message says why and what to do.</summary>
internal sealed class BenchException(string message) : Exception(message);
