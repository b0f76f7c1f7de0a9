namespace RocketMq.Protocol;

/// <summary>An offset of a queue.</summary>
[ResponseHeader]
public readonly partial record struct GetMaxOffsetResponseHeader
{
    /// <summary>The offset.</summary>
    [HeaderField("offset", Required = true)]
    public long Offset { get; init; }
}
