namespace RocketMq.Protocol;

/// <summary>How many topics changed.</summary>
[ResponseHeader]
public readonly partial record struct WipeWritePermissionOfBrokerResponseHeader
{
    /// <summary>The number of topics.</summary>
    [HeaderField("wipeTopicCount", Required = true)]
    public int WipeTopicCount { get; init; }
}
