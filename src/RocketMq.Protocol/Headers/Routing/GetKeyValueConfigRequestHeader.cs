namespace RocketMq.Protocol;

/// <summary>Reads a key of the name server.</summary>
[RequestHeader(RequestCode.GetKeyValueConfig)]
public readonly partial record struct GetKeyValueConfigRequestHeader
{
    /// <summary>The namespace of the key.</summary>
    [HeaderField("namespace", Required = true)]
    public string? Namespace { get; init; }

    /// <summary>The key.</summary>
    [HeaderField("key", Required = true)]
    public string? Key { get; init; }
}
