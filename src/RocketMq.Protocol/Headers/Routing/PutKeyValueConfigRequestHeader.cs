namespace RocketMq.Protocol;

/// <summary>Sets a key of the name server.</summary>
[RequestHeader(RequestCode.PutKeyValueConfig)]
public readonly partial record struct PutKeyValueConfigRequestHeader
{
    /// <summary>The namespace of the key.</summary>
    [HeaderField("namespace", Required = true)]
    public string? Namespace { get; init; }

    /// <summary>The key.</summary>
    [HeaderField("key", Required = true)]
    public string? Key { get; init; }

    /// <summary>The value.</summary>
    [HeaderField("value", Required = true)]
    public string? Value { get; init; }
}
