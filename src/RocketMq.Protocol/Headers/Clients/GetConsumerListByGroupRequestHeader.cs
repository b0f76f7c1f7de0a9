namespace RocketMq.Protocol;

/// <summary>Lists the client ids of a consumer group.</summary>
[RequestHeader(RequestCode.GetConsumerListByGroup)]
public readonly partial record struct GetConsumerListByGroupRequestHeader
{
    /// <summary>The consumer group.</summary>
    [HeaderField("consumerGroup", Required = true)]
    public Utf8Text ConsumerGroup { get; init; }
}
