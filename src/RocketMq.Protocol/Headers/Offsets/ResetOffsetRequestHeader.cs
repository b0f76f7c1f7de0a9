namespace RocketMq.Protocol;

/// <summary>Sets the offsets of a group: broker to client, and as <see cref="RequestCode.InvokeBrokerToResetOffset"/> administration to broker.</summary>
[RequestHeader(RequestCode.ResetConsumerClientOffset)]
public readonly partial record struct ResetOffsetRequestHeader
{
    /// <summary>The topic.</summary>
    [HeaderField("topic", Required = true)]
    public Utf8Text Topic { get; init; }

    /// <summary>The consumer group.</summary>
    [HeaderField("group", Required = true)]
    public Utf8Text Group { get; init; }

    /// <summary>Only this queue; −1 or missing: all.</summary>
    [HeaderField("queueId")]
    public int? QueueId { get; init; }

    /// <summary>The offset to set, if it is not found by time.</summary>
    [HeaderField("offset")]
    public long? Offset { get; init; }

    /// <summary>The store time to go to, in milliseconds since 1970; −1: the end.</summary>
    [HeaderField("timestamp", Required = true)]
    public long Timestamp { get; init; }

    /// <summary>Whether to move forward, too.</summary>
    [HeaderField("isForce", Required = true)]
    public bool IsForce { get; init; }
}
