namespace RocketMq.Protocol;

/// <summary>Waits until a popped queue has messages.</summary>
[RequestHeader(RequestCode.Notification)]
public readonly partial record struct NotificationRequestHeader
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

    /// <summary>How long the broker may wait, in milliseconds.</summary>
    [HeaderField("pollTime", Required = true)]
    public long PollTime { get; init; }

    /// <summary>When the request was made, in milliseconds since 1970.</summary>
    [HeaderField("bornTime", Required = true)]
    public long BornTime { get; init; }

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
