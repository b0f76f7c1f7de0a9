namespace RocketMq.Protocol;

/// <summary>Counts waiting pop requests.</summary>
[RequestHeader(RequestCode.PollingInfo)]
public readonly partial record struct PollingInfoRequestHeader
{
    /// <summary>The consumer group.</summary>
    [HeaderField("consumerGroup", Required = true)]
    public Utf8Text ConsumerGroup { get; init; }

    /// <summary>The topic.</summary>
    [HeaderField("topic", Required = true)]
    public Utf8Text Topic { get; init; }

    /// <summary>The queue.</summary>
    [HeaderField("queueId", Required = true)]
    public int QueueId { get; init; }
}
