namespace RocketMq.Protocol;

/// <summary>Reads the store time of the oldest message of a queue.</summary>
[RequestHeader(RequestCode.GetEarliestMessageStoreTime)]
public readonly partial record struct GetEarliestMessageStoreTimeRequestHeader
{
    /// <summary>The topic.</summary>
    [HeaderField("topic", Required = true)]
    public Utf8Text Topic { get; init; }

    /// <summary>The queue.</summary>
    [HeaderField("queueId", Required = true)]
    public int QueueId { get; init; }

    /// <summary>The broker's name, for static topics and proxies; optional.</summary>
    [HeaderField("bname")]
    public Utf8Text BrokerName { get; init; }
}
