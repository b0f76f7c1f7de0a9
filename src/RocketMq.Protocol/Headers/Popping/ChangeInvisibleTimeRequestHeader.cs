namespace RocketMq.Protocol;

/// <summary>Changes the invisibility time of a popped message.</summary>
[RequestHeader(RequestCode.ChangeMessageInvisibleTime)]
public readonly partial record struct ChangeInvisibleTimeRequestHeader
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

    /// <summary>How long messages stay invisible, in milliseconds.</summary>
    [HeaderField("invisibleTime", Required = true)]
    public long InvisibleTime { get; init; }

    /// <summary>The broker's name, for static topics and proxies; optional.</summary>
    [HeaderField("bname")]
    public Utf8Text BrokerName { get; init; }
}
