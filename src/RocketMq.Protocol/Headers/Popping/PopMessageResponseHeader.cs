namespace RocketMq.Protocol;

/// <summary>How a pop went; messages are the body.</summary>
[ResponseHeader]
public readonly partial record struct PopMessageResponseHeader
{
    /// <summary>When the messages were popped, in milliseconds since 1970.</summary>
    [HeaderField("popTime", Required = true)]
    public long PopTime { get; init; }

    /// <summary>How long messages stay invisible, in milliseconds.</summary>
    [HeaderField("invisibleTime", Required = true)]
    public long InvisibleTime { get; init; }

    /// <summary>The queue that brings them back; 999: orderly.</summary>
    [HeaderField("reviveQid", Required = true)]
    public int ReviveQueueId { get; init; }

    /// <summary>How many messages are left.</summary>
    [HeaderField("restNum", Required = true)]
    public long RestCount { get; init; }

    /// <summary>The first offset of every queue.</summary>
    [HeaderField("startOffsetInfo")]
    public Utf8Text StartOffsetInfo { get; init; }

    /// <summary>The offsets of every queue.</summary>
    [HeaderField("msgOffsetInfo")]
    public Utf8Text MessageOffsetInfo { get; init; }

    /// <summary>How often orderly messages were delivered.</summary>
    [HeaderField("orderCountInfo")]
    public Utf8Text OrderCountInfo { get; init; }
}
