namespace RocketMq;

/// <summary>How much a producer has under way at most; further sends wait for their turn. Read once, when the producer is created.</summary>
/// <remarks>
/// Waiting is fair, can be cancelled, and counts towards <see cref="ProducerOptions.SendTimeout"/>: a send that found no room in that
/// time fails with <see cref="RocketMqErrorReason.Overloaded"/>, and nothing of it was sent. Each connection has room of its own
/// besides (<see cref="RocketMqClientOptions.MaxInFlightRequests"/>).
/// </remarks>
public sealed class BackpressureOptions
{
    /// <summary>How many sends may be under way at once; a batch counts as one, a message that waits to be batched as well.</summary>
    /// <value>0 by default, which means no limit; 0 or more.</value>
    public int MaxInFlight { get; set; }

    /// <summary>How many bytes of bodies may be under way at once. A larger body is sent when nothing else is under way.</summary>
    /// <value>0 by default, which means no limit; 0 or more.</value>
    public long MaxBytes { get; set; }
}
