namespace RocketMq.Protocol;

/// <summary>The value of a key.</summary>
[ResponseHeader]
public readonly partial record struct GetKeyValueConfigResponseHeader
{
    /// <summary>The value.</summary>
    [HeaderField("value")]
    public string? Value { get; init; }
}
