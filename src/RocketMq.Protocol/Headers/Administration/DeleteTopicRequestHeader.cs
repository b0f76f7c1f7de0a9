namespace RocketMq.Protocol;

/// <summary>Deletes a topic on a broker.</summary>
[RequestHeader(RequestCode.DeleteTopicInBroker)]
public readonly partial record struct DeleteTopicRequestHeader
{
    /// <summary>The topic.</summary>
    [HeaderField("topic", Required = true)]
    public string? Topic { get; init; }
}
