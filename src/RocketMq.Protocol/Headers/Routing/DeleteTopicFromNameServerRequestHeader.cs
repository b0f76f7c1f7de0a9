namespace RocketMq.Protocol;

/// <summary>Deletes a topic from the name server.</summary>
[RequestHeader(RequestCode.DeleteTopicInNameServer)]
public readonly partial record struct DeleteTopicFromNameServerRequestHeader
{
    /// <summary>The topic.</summary>
    [HeaderField("topic", Required = true)]
    public Utf8Text Topic { get; init; }

    /// <summary>Only for this cluster.</summary>
    [HeaderField("clusterName")]
    public string? ClusterName { get; init; }
}
