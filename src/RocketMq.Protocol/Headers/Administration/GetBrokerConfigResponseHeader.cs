namespace RocketMq.Protocol;

/// <summary>The version of the settings; they are the body.</summary>
[ResponseHeader]
public readonly partial record struct GetBrokerConfigResponseHeader
{
    /// <summary>The version as JSON.</summary>
    [HeaderField("version", Required = true)]
    public string? Version { get; init; }
}
