namespace RocketMq.Protocol;

/// <summary>Reads messages of one queue; also used by <see cref="RequestCode.LitePullMessage"/>.</summary>
[RequestHeader(RequestCode.PullMessage)]
public readonly partial record struct PullMessageRequestHeader
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

    /// <summary>The first offset wanted.</summary>
    [HeaderField("queueOffset", Required = true)]
    public long QueueOffset { get; init; }

    /// <summary>How many messages at most.</summary>
    [HeaderField("maxMsgNums", Required = true)]
    public int MaxMessageCount { get; init; }

    /// <summary>The bits of <see cref="PullSystemFlags"/>.</summary>
    [HeaderField("sysFlag", Required = true)]
    public int SysFlag { get; init; }

    /// <summary>The offset to commit along the way, if the flags say so.</summary>
    [HeaderField("commitOffset", Required = true)]
    public long CommitOffset { get; init; }

    /// <summary>How long the broker may wait for messages, in milliseconds.</summary>
    [HeaderField("suspendTimeoutMillis", Required = true)]
    public long SuspendTimeoutMillis { get; init; }

    /// <summary>The filter expression, if the flags say so.</summary>
    [HeaderField("subscription")]
    public Utf8Text Subscription { get; init; }

    /// <summary>The version of the subscription, in milliseconds since 1970.</summary>
    [HeaderField("subVersion", Required = true)]
    public long SubscriptionVersion { get; init; }

    /// <summary><c>TAG</c> or <c>SQL92</c>.</summary>
    [HeaderField("expressionType")]
    public Utf8Text ExpressionType { get; init; }

    /// <summary>How many bytes at most.</summary>
    [HeaderField("maxMsgBytes")]
    public int? MaxMessageBytes { get; init; }

    /// <summary>Set by proxies.</summary>
    [HeaderField("requestSource")]
    public int? RequestSource { get; init; }

    /// <summary>Set by proxies; the wire name is misspelt in the protocol.</summary>
    [HeaderField("proxyFrowardClientId")]
    public string? ProxyForwardClientId { get; init; }

    /// <summary>The broker's name, for static topics and proxies; optional.</summary>
    [HeaderField("bname")]
    public Utf8Text BrokerName { get; init; }
}
