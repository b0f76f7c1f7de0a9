namespace RocketMq.Protocol;

/// <summary>Lists the topics a group reads.</summary>
[RequestHeader(RequestCode.QueryTopicsByConsumer)]
public readonly partial record struct QueryTopicsByConsumerRequestHeader
{
    /// <summary>The consumer group.</summary>
    [HeaderField("group", Required = true)]
    public string? Group { get; init; }
}
