namespace RocketMq;

/// <summary>What a push consumer did since it was created, read at one moment; the figures may be a few calls apart from each other.</summary>
public sealed record PushConsumerStatistics
{
    /// <summary>Messages received from brokers that matched the subscription.</summary>
    public required long PulledMessages { get; init; }

    /// <summary>Handler calls that began.</summary>
    public required long HandlerCalls { get; init; }

    /// <summary>Messages the handler reported as consumed.</summary>
    public required long Succeeded { get; init; }

    /// <summary>Handler calls that threw.</summary>
    public required long HandlerExceptions { get; init; }

    /// <summary>Messages sent back for a later redelivery, or suspended in place.</summary>
    public required long Retried { get; init; }

    /// <summary>Messages sent to the dead-letter topic of the group by this client's decision; those the broker moves itself when the attempts are used up are in <see cref="Retried"/>.</summary>
    public required long DeadLettered { get; init; }

    /// <summary>Broadcasting: failed messages that were given up, since nothing redelivers them. 0 otherwise.</summary>
    public required long Dropped { get; init; }

    /// <summary>Messages that are pulled and not settled.</summary>
    public required int CachedMessages { get; init; }

    /// <summary>Stored bytes of the messages that are pulled and not settled.</summary>
    public required long CachedBytes { get; init; }
}
