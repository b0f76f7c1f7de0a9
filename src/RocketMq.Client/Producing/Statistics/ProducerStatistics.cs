namespace RocketMq;

/// <summary>What a producer has done since it was created. A snapshot whose numbers were read one after the other, not at one instant.</summary>
public readonly record struct ProducerStatistics
{
    /// <summary>Messages that a broker has stored, members of batches included.</summary>
    public long Sent { get; init; }

    /// <summary>Messages that were handed to a connection without waiting for an answer.</summary>
    public long SentOneWay { get; init; }

    /// <summary>Messages whose send ended with an error or was cancelled; refused messages included.</summary>
    public long Failed { get; init; }

    /// <summary>Bytes of the bodies of <see cref="Sent"/> and <see cref="SentOneWay"/> as they were transmitted, compressed and with a batch's framing.</summary>
    public long BytesSent { get; init; }

    /// <summary>Attempts beyond the first of a send.</summary>
    public long Retries { get; init; }

    /// <summary>Answers by which brokers asked to slow down (SYSTEM_BUSY, FLOW_CONTROL).</summary>
    public long Throttled { get; init; }

    /// <summary>Sends that had to wait for room (<see cref="ProducerOptions.Backpressure"/>).</summary>
    public long WaitedForRoom { get; init; }

    /// <summary>Sends under way now; one for each message that waits to be batched, one for an explicit batch.</summary>
    public int InFlight { get; init; }

    /// <summary>Requests with several messages that were stored, explicit batches and accumulated ones.</summary>
    public long Batches { get; init; }

    /// <summary>The messages of <see cref="Batches"/>; divided by it, the mean size of a batch.</summary>
    public long BatchedMessages { get; init; }

    /// <summary>The number of messages of the largest batch.</summary>
    public int LargestBatch { get; init; }
}
