namespace RocketMq.Protocol;

/// <summary>Broker to client: a reply message.</summary>
[RequestHeader(RequestCode.PushReplyMessageToClient)]
public readonly partial record struct ReplyMessageRequestHeader
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

    /// <summary>Where the replier sent from, <c>host:port</c>.</summary>
    [HeaderField("bornHost", Required = true)]
    public string? BornHost { get; init; }

    /// <summary>The broker that passed the reply on, <c>host:port</c>.</summary>
    [HeaderField("storeHost", Required = true)]
    public string? StoreHost { get; init; }

    /// <summary>When the broker got the reply, in milliseconds since 1970.</summary>
    [HeaderField("storeTimestamp", Required = true)]
    public long StoreTimestamp { get; init; }
}
