namespace RocketMq.Protocol;

/// <summary>Lists the clients of a consumer group with their subscriptions.</summary>
[RequestHeader(RequestCode.GetConsumerConnectionList)]
public readonly partial record struct GetConsumerConnectionListRequestHeader
{
    /// <summary>The consumer group.</summary>
    [HeaderField("consumerGroup", Required = true)]
    public string? ConsumerGroup { get; init; }
}
