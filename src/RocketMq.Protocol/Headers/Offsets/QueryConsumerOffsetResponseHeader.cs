namespace RocketMq.Protocol;

/// <summary>A committed offset.</summary>
[ResponseHeader]
public readonly partial record struct QueryConsumerOffsetResponseHeader
{
    /// <summary>The offset; missing if none is committed.</summary>
    [HeaderField("offset", Required = true)]
    public long? Offset { get; init; }
}
