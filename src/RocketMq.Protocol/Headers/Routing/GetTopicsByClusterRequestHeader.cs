namespace RocketMq.Protocol;

/// <summary>Lists the topics of a cluster.</summary>
[RequestHeader(RequestCode.GetTopicsByCluster)]
public readonly partial record struct GetTopicsByClusterRequestHeader
{
    /// <summary>The cluster.</summary>
    [HeaderField("cluster", Required = true)]
    public string? Cluster { get; init; }
}
