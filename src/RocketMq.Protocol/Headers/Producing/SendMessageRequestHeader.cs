namespace RocketMq.Protocol;

/// <summary>Stores one message, with long field names; also used by <see cref="RequestCode.SendReplyMessage"/>.</summary>
[RequestHeader(RequestCode.SendMessage)]
public readonly partial record struct SendMessageRequestHeader
{
    /// <summary>The producer group.</summary>
    [HeaderField("producerGroup", Required = true)]
    public Utf8Text ProducerGroup { get; init; }

    /// <summary>The topic.</summary>
    [HeaderField("topic", Required = true)]
    public Utf8Text Topic { get; init; }

    /// <summary>The topic whose settings an automatically created topic takes over.</summary>
    [HeaderField("defaultTopic", Required = true)]
    public Utf8Text DefaultTopic { get; init; }

    /// <summary>The number of queues of an automatically created topic.</summary>
    [HeaderField("defaultTopicQueueNums", Required = true)]
    public int DefaultTopicQueueNums { get; init; }

    /// <summary>The queue.</summary>
    [HeaderField("queueId", Required = true)]
    public int QueueId { get; init; }

    /// <summary>The bits of <see cref="SystemFlags"/>.</summary>
    [HeaderField("sysFlag", Required = true)]
    public int SysFlag { get; init; }

    /// <summary>When the producer made the message, in milliseconds since 1970.</summary>
    [HeaderField("bornTimestamp", Required = true)]
    public long BornTimestamp { get; init; }

    /// <summary>The message's own flag, free for users.</summary>
    [HeaderField("flag", Required = true)]
    public int Flag { get; init; }

    /// <summary>The properties text.</summary>
    [HeaderField("properties")]
    public Utf8Text Properties { get; init; }

    /// <summary>How often the message was handed back.</summary>
    [HeaderField("reconsumeTimes")]
    public int? ReconsumeTimes { get; init; }

    /// <summary>Whether the producer works in unit mode.</summary>
    [HeaderField("unitMode")]
    public bool UnitMode { get; init; }

    /// <summary>Whether the body holds several messages.</summary>
    [HeaderField("batch")]
    public bool Batch { get; init; }

    /// <summary>How many retries the message gets; meaningful for retry topics.</summary>
    [HeaderField("maxReconsumeTimes")]
    public int? MaxReconsumeTimes { get; init; }

    /// <summary>The broker's name, for static topics and proxies; optional.</summary>
    [HeaderField("bname")]
    public Utf8Text BrokerName { get; init; }
}
