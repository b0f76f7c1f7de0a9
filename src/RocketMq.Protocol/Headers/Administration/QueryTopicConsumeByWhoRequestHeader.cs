namespace RocketMq.Protocol;

/// <summary>Lists the groups that read a topic.</summary>
[RequestHeader(RequestCode.QueryTopicConsumeByWho)]
public readonly partial record struct QueryTopicConsumeByWhoRequestHeader
{
    /// <summary>The topic.</summary>
    [HeaderField("topic", Required = true)]
    public string? Topic { get; init; }
}
