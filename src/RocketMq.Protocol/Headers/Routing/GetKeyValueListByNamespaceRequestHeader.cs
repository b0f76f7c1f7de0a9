namespace RocketMq.Protocol;

/// <summary>Lists the keys of a namespace.</summary>
[RequestHeader(RequestCode.GetKeyValueListByNamespace)]
public readonly partial record struct GetKeyValueListByNamespaceRequestHeader
{
    /// <summary>The namespace of the key.</summary>
    [HeaderField("namespace", Required = true)]
    public string? Namespace { get; init; }
}
