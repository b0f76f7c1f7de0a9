namespace RocketMq.Protocol;

/// <summary>How many topics changed.</summary>
[ResponseHeader]
public readonly partial record struct AddWritePermissionOfBrokerResponseHeader
{
    /// <summary>The number of topics.</summary>
    [HeaderField("addTopicCount", Required = true)]
    public int AddTopicCount { get; init; }
}
