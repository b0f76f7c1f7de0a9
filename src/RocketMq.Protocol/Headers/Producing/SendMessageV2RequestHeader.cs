namespace RocketMq.Protocol;

/// <summary>Stores one message or a batch, with one-letter field names; also used by <see cref="RequestCode.SendBatchMessage"/> and <see cref="RequestCode.SendReplyMessageV2"/>.</summary>
[RequestHeader(RequestCode.SendMessageV2)]
public readonly partial record struct SendMessageV2RequestHeader
{
    /// <summary>The producer group.</summary>
    [HeaderField("a", Required = true)]
    public Utf8Text ProducerGroup { get; init; }

    /// <summary>The topic.</summary>
    [HeaderField("b", Required = true)]
    public Utf8Text Topic { get; init; }

    /// <summary>The topic whose settings an automatically created topic takes over.</summary>
    [HeaderField("c", Required = true)]
    public Utf8Text DefaultTopic { get; init; }

    /// <summary>The number of queues of an automatically created topic.</summary>
    [HeaderField("d", Required = true)]
    public int DefaultTopicQueueNums { get; init; }

    /// <summary>The queue.</summary>
    [HeaderField("e", Required = true)]
    public int QueueId { get; init; }

    /// <summary>The bits of <see cref="SystemFlags"/>.</summary>
    [HeaderField("f", Required = true)]
    public int SysFlag { get; init; }

    /// <summary>When the producer made the message, in milliseconds since 1970.</summary>
    [HeaderField("g", Required = true)]
    public long BornTimestamp { get; init; }

    /// <summary>The message's own flag, free for users.</summary>
    [HeaderField("h", Required = true)]
    public int Flag { get; init; }

    /// <summary>The properties text.</summary>
    [HeaderField("i")]
    public Utf8Text Properties { get; init; }

    /// <summary>How often the message was handed back.</summary>
    [HeaderField("j")]
    public int? ReconsumeTimes { get; init; }

    /// <summary>Whether the producer works in unit mode.</summary>
    [HeaderField("k")]
    public bool UnitMode { get; init; }

    /// <summary>How many retries the message gets; meaningful for retry topics.</summary>
    [HeaderField("l")]
    public int? MaxReconsumeTimes { get; init; }

    /// <summary>Whether the body holds several messages.</summary>
    [HeaderField("m")]
    public bool Batch { get; init; }

    /// <summary>The broker's name, for static topics and proxies; optional.</summary>
    [HeaderField("n")]
    public Utf8Text BrokerName { get; init; }
}
