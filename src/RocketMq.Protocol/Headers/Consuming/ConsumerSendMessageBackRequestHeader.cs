namespace RocketMq.Protocol;

/// <summary>Hands a message back for a later retry.</summary>
[RequestHeader(RequestCode.ConsumerSendMessageBack)]
public readonly partial record struct ConsumerSendMessageBackRequestHeader
{
    /// <summary>The physical offset of the message.</summary>
    [HeaderField("offset", Required = true)]
    public long Offset { get; init; }

    /// <summary>The consumer group.</summary>
    [HeaderField("group", Required = true)]
    public Utf8Text Group { get; init; }

    /// <summary>0 lets the broker choose, above 0 is a delay level, below 0 means the dead letters.</summary>
    [HeaderField("delayLevel", Required = true)]
    public int DelayLevel { get; init; }

    /// <summary>The id of the message.</summary>
    [HeaderField("originMsgId")]
    public Utf8Text OriginMessageId { get; init; }

    /// <summary>The topic it was read from.</summary>
    [HeaderField("originTopic")]
    public Utf8Text OriginTopic { get; init; }

    /// <summary>Whether the consumer works in unit mode.</summary>
    [HeaderField("unitMode")]
    public bool UnitMode { get; init; }

    /// <summary>After how many retries the dead letters follow.</summary>
    [HeaderField("maxReconsumeTimes")]
    public int? MaxReconsumeTimes { get; init; }

    /// <summary>The broker's name, for static topics and proxies; optional.</summary>
    [HeaderField("bname")]
    public Utf8Text BrokerName { get; init; }
}
