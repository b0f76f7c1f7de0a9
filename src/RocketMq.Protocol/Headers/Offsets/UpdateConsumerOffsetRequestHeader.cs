namespace RocketMq.Protocol;

/// <summary>Commits a group's offset of one queue.</summary>
[RequestHeader(RequestCode.UpdateConsumerOffset)]
public readonly partial record struct UpdateConsumerOffsetRequestHeader
{
    /// <summary>The consumer group.</summary>
    [HeaderField("consumerGroup", Required = true)]
    public Utf8Text ConsumerGroup { get; init; }

    /// <summary>The topic.</summary>
    [HeaderField("topic", Required = true)]
    public Utf8Text Topic { get; init; }

    /// <summary>The queue.</summary>
    [HeaderField("queueId", Required = true)]
    public int QueueId { get; init; }

    /// <summary>The offset of the next message to read.</summary>
    [HeaderField("commitOffset", Required = true)]
    public long? CommitOffset { get; init; }

    /// <summary>The broker's name, for static topics and proxies; optional.</summary>
    [HeaderField("bname")]
    public Utf8Text BrokerName { get; init; }
}
