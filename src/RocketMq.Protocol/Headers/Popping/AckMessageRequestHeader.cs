namespace RocketMq.Protocol;

/// <summary>Acknowledges a popped message.</summary>
[RequestHeader(RequestCode.AckMessage)]
public readonly partial record struct AckMessageRequestHeader
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

    /// <summary>The handle the message came with.</summary>
    [HeaderField("extraInfo", Required = true)]
    public Utf8Text ExtraInfo { get; init; }

    /// <summary>The offset.</summary>
    [HeaderField("offset", Required = true)]
    public long Offset { get; init; }

    /// <summary>The broker's name, for static topics and proxies; optional.</summary>
    [HeaderField("bname")]
    public Utf8Text BrokerName { get; init; }
}
