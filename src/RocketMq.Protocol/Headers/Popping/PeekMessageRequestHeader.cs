namespace RocketMq.Protocol;

/// <summary>Reads messages without making them invisible.</summary>
[RequestHeader(RequestCode.PeekMessage)]
public readonly partial record struct PeekMessageRequestHeader
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

    /// <summary>How many messages at most.</summary>
    [HeaderField("maxMsgNums", Required = true)]
    public int MaxMessageCount { get; init; }
}
