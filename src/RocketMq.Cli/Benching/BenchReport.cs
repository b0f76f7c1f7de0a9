namespace RocketMq.Cli.Benching;

/// <summary>
/// One measurement. CPU time and allocated bytes are those of this process alone, not of the broker; latencies are from the call to its completion (send) or
/// from the sender's call to the handler (consume, for messages that <c>rmq bench send</c> sent on the same clock).
/// </summary>
internal sealed record BenchReport(
    long Messages,
    double Seconds,
    double PerSecond,
    double CpuMicrosPerMessage,
    double AllocatedBytesPerMessage,
    double P50Micros,
    double P99Micros,
    long Errors
);
