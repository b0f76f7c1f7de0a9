namespace RocketMq.Protocol;

/// <summary>Reads how far a group is behind.</summary>
[RequestHeader(RequestCode.GetConsumeStats)]
public readonly partial record struct GetConsumeStatsRequestHeader
{
    /// <summary>The consumer group.</summary>
    [HeaderField("consumerGroup", Required = true)]
    public string? ConsumerGroup { get; init; }

    /// <summary>Only this topic.</summary>
    [HeaderField("topic")]
    public string? Topic { get; init; }
}
