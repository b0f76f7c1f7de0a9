namespace RocketMq.Protocol;

/// <summary>Removes a client from its groups.</summary>
[RequestHeader(RequestCode.UnregisterClient)]
public readonly partial record struct UnregisterClientRequestHeader
{
    /// <summary>The client.</summary>
    [HeaderField("clientID", Required = true)]
    public Utf8Text ClientId { get; init; }

    /// <summary>The producer group it leaves.</summary>
    [HeaderField("producerGroup")]
    public Utf8Text ProducerGroup { get; init; }

    /// <summary>The consumer group it leaves.</summary>
    [HeaderField("consumerGroup")]
    public Utf8Text ConsumerGroup { get; init; }
}
