namespace RocketMq.Protocol;

/// <summary>Deletes a key of the name server.</summary>
[RequestHeader(RequestCode.DeleteKeyValueConfig)]
public readonly partial record struct DeleteKeyValueConfigRequestHeader
{
    /// <summary>The namespace of the key.</summary>
    [HeaderField("namespace", Required = true)]
    public string? Namespace { get; init; }

    /// <summary>The key.</summary>
    [HeaderField("key", Required = true)]
    public string? Key { get; init; }
}
