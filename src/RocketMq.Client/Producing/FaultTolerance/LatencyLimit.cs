namespace RocketMq;

/// <summary>One line of <see cref="FaultToleranceOptions.LatencyLimits"/>.</summary>
/// <param name="AtLeast">The latency of a send from which on the line applies; 0 or more.</param>
/// <param name="UnavailableFor">How long other brokers are preferred then; 0 for not at all.</param>
public readonly record struct LatencyLimit(TimeSpan AtLeast, TimeSpan UnavailableFor);
