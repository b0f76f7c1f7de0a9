namespace RocketMq.Protocol;

/// <summary>Finds the offset for a store time.</summary>
[RequestHeader(RequestCode.SearchOffsetByTimestamp)]
public readonly partial record struct SearchOffsetRequestHeader
{
    /// <summary>The topic.</summary>
    [HeaderField("topic", Required = true)]
    public Utf8Text Topic { get; init; }

    /// <summary>The queue.</summary>
    [HeaderField("queueId", Required = true)]
    public int QueueId { get; init; }

    /// <summary>The store time, in milliseconds since 1970.</summary>
    [HeaderField("timestamp", Required = true)]
    public long Timestamp { get; init; }

    /// <summary><c>LOWER</c> (default) or <c>UPPER</c>: the first or the last of the messages stored at that time.</summary>
    [HeaderField("boundaryType")]
    public Utf8Text BoundaryType { get; init; }

    /// <summary>The broker's name, for static topics and proxies; optional.</summary>
    [HeaderField("bname")]
    public Utf8Text BrokerName { get; init; }
}
