namespace RocketMq.Protocol;

/// <summary>Asks for the state of one consumer.</summary>
[RequestHeader(RequestCode.GetConsumerRunningInfo)]
public readonly partial record struct GetConsumerRunningInfoRequestHeader
{
    /// <summary>The consumer group.</summary>
    [HeaderField("consumerGroup", Required = true)]
    public Utf8Text ConsumerGroup { get; init; }

    /// <summary>The client.</summary>
    [HeaderField("clientId", Required = true)]
    public string? ClientId { get; init; }

    /// <summary>Whether the stacks of its threads are wanted.</summary>
    [HeaderField("jstackEnable")]
    public bool IncludeStacks { get; init; }
}
