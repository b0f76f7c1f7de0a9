namespace RocketMq.Broker.Filtering.Evaluation;

/// <summary>The properties of one message, as a filter sees them.</summary>
internal interface ISqlProperties
{
    /// <summary>Looks one property up; names are case sensitive.</summary>
    bool TryGet(ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value);
}
