namespace RocketMq.Protocol;

/// <summary>The new terms of a popped message.</summary>
[ResponseHeader]
public readonly partial record struct ChangeInvisibleTimeResponseHeader
{
    /// <summary>When they began, in milliseconds since 1970.</summary>
    [HeaderField("popTime", Required = true)]
    public long PopTime { get; init; }

    /// <summary>How long messages stay invisible, in milliseconds.</summary>
    [HeaderField("invisibleTime", Required = true)]
    public long InvisibleTime { get; init; }

    /// <summary>The queue that brings it back.</summary>
    [HeaderField("reviveQid", Required = true)]
    public int ReviveQueueId { get; init; }
}
