namespace RocketMq.Protocol;

/// <summary>Reads the offset range of every queue of a topic.</summary>
[RequestHeader(RequestCode.GetTopicStatsInfo)]
public readonly partial record struct GetTopicStatsRequestHeader
{
    /// <summary>The topic.</summary>
    [HeaderField("topic", Required = true)]
    public string? Topic { get; init; }
}
