namespace RocketMq.Protocol;

/// <summary>Broker to client: the members of a consumer group changed.</summary>
[RequestHeader(RequestCode.NotifyConsumerIdsChanged)]
public readonly partial record struct NotifyConsumerIdsChangedRequestHeader
{
    /// <summary>The consumer group.</summary>
    [HeaderField("consumerGroup", Required = true)]
    public Utf8Text ConsumerGroup { get; init; }
}
