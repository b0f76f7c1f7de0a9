namespace RocketMq.Protocol;

/// <summary>Reads the offset after the last message of a queue.</summary>
[RequestHeader(RequestCode.GetMaxOffset)]
public readonly partial record struct GetMaxOffsetRequestHeader
{
    /// <summary>The topic.</summary>
    [HeaderField("topic", Required = true)]
    public Utf8Text Topic { get; init; }

    /// <summary>The queue.</summary>
    [HeaderField("queueId", Required = true)]
    public int QueueId { get; init; }

    /// <summary>Whether only replicated messages count; true if missing.</summary>
    [HeaderField("committed")]
    public bool? Committed { get; init; }

    /// <summary>The broker's name, for static topics and proxies; optional.</summary>
    [HeaderField("bname")]
    public Utf8Text BrokerName { get; init; }
}
