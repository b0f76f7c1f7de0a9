namespace RocketMq.Protocol;

/// <summary>An offset of a queue.</summary>
[ResponseHeader]
public readonly partial record struct GetMinOffsetResponseHeader
{
    /// <summary>The offset.</summary>
    [HeaderField("offset", Required = true)]
    public long Offset { get; init; }
}
