namespace RocketMq.Protocol;

/// <summary>Lists the clients of a producer group.</summary>
[RequestHeader(RequestCode.GetProducerConnectionList)]
public readonly partial record struct GetProducerConnectionListRequestHeader
{
    /// <summary>The producer group.</summary>
    [HeaderField("producerGroup", Required = true)]
    public string? ProducerGroup { get; init; }
}
