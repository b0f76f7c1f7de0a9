namespace RocketMq.Protocol;

/// <summary>Receives messages with an invisibility time.</summary>
[RequestHeader(RequestCode.PopMessage)]
public readonly partial record struct PopMessageRequestHeader
{
    /// <summary>The consumer group.</summary>
    [HeaderField("consumerGroup", Required = true)]
    public Utf8Text ConsumerGroup { get; init; }

    /// <summary>The topic.</summary>
    [HeaderField("topic", Required = true)]
    public Utf8Text Topic { get; init; }

    /// <summary>The queue; −1: any.</summary>
    [HeaderField("queueId", Required = true)]
    public int QueueId { get; init; }

    /// <summary>How many messages at most.</summary>
    [HeaderField("maxMsgNums", Required = true)]
    public int MaxMessageCount { get; init; }

    /// <summary>How long messages stay invisible, in milliseconds.</summary>
    [HeaderField("invisibleTime", Required = true)]
    public long InvisibleTime { get; init; }

    /// <summary>How long the broker may wait, in milliseconds.</summary>
    [HeaderField("pollTime", Required = true)]
    public long PollTime { get; init; }

    /// <summary>When the request was made, in milliseconds since 1970.</summary>
    [HeaderField("bornTime", Required = true)]
    public long BornTime { get; init; }

    /// <summary>Where a new group begins: 0 at the first message, 1 at the end.</summary>
    [HeaderField("initMode", Required = true)]
    public int InitMode { get; init; }

    /// <summary><c>TAG</c> or <c>SQL92</c>.</summary>
    [HeaderField("expType")]
    public Utf8Text ExpressionType { get; init; }

    /// <summary>The filter expression.</summary>
    [HeaderField("exp")]
    public Utf8Text Expression { get; init; }

    /// <summary>Whether the order is kept.</summary>
    [HeaderField("order")]
    public bool? Order { get; init; }

    /// <summary>Names a repeated attempt of an orderly request.</summary>
    [HeaderField("attemptId")]
    public Utf8Text AttemptId { get; init; }

    /// <summary>The broker's name, for static topics and proxies; optional.</summary>
    [HeaderField("bname")]
    public Utf8Text BrokerName { get; init; }
}
