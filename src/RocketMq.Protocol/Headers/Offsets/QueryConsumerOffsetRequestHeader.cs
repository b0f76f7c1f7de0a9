namespace RocketMq.Protocol;

/// <summary>Reads a group's committed offset of one queue.</summary>
[RequestHeader(RequestCode.QueryConsumerOffset)]
public readonly partial record struct QueryConsumerOffsetRequestHeader
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

    /// <summary>Whether 0 may be answered for a queue never committed whose messages are all still in memory.</summary>
    [HeaderField("setZeroIfNotFound")]
    public bool? SetZeroIfNotFound { get; init; }

    /// <summary>The broker's name, for static topics and proxies; optional.</summary>
    [HeaderField("bname")]
    public Utf8Text BrokerName { get; init; }
}
