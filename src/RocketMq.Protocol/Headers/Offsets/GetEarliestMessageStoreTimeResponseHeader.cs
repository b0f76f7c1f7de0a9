namespace RocketMq.Protocol;

/// <summary>A store time.</summary>
[ResponseHeader]
public readonly partial record struct GetEarliestMessageStoreTimeResponseHeader
{
    /// <summary>In milliseconds since 1970.</summary>
    [HeaderField("timestamp", Required = true)]
    public long Timestamp { get; init; }
}
