namespace RocketMq.Protocol;

/// <summary>How far the index reaches; messages are the body.</summary>
[ResponseHeader]
public readonly partial record struct QueryMessageResponseHeader
{
    /// <summary>The store time of the last indexed message, in milliseconds since 1970.</summary>
    [HeaderField("indexLastUpdateTimestamp", Required = true)]
    public long IndexLastUpdateTimestamp { get; init; }

    /// <summary>The physical offset of the last indexed message.</summary>
    [HeaderField("indexLastUpdatePhyoffset", Required = true)]
    public long IndexLastUpdatePhysicalOffset { get; init; }
}
