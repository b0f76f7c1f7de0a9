namespace RocketMq.Protocol;

/// <summary>Reads index entries of a queue.</summary>
[RequestHeader(RequestCode.QueryConsumeQueue)]
public readonly partial record struct QueryConsumeQueueRequestHeader
{
    /// <summary>The topic.</summary>
    [HeaderField("topic")]
    public string? Topic { get; init; }

    /// <summary>The queue.</summary>
    [HeaderField("queueId")]
    public int QueueId { get; init; }

    /// <summary>The first entry.</summary>
    [HeaderField("index")]
    public long Index { get; init; }

    /// <summary>How many entries.</summary>
    [HeaderField("count")]
    public int Count { get; init; }

    /// <summary>A group whose filter is evaluated.</summary>
    [HeaderField("consumerGroup")]
    public string? ConsumerGroup { get; init; }
}
