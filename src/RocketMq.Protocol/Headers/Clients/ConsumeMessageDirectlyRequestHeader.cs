namespace RocketMq.Protocol;

/// <summary>Hands one message to one consumer; broker to client it is the body.</summary>
[RequestHeader(RequestCode.ConsumeMessageDirectly)]
public readonly partial record struct ConsumeMessageDirectlyRequestHeader
{
    /// <summary>The consumer group.</summary>
    [HeaderField("consumerGroup", Required = true)]
    public Utf8Text ConsumerGroup { get; init; }

    /// <summary>The client.</summary>
    [HeaderField("clientId")]
    public string? ClientId { get; init; }

    /// <summary>The offset id of the message.</summary>
    [HeaderField("msgId")]
    public string? MessageId { get; init; }

    /// <summary>The broker that holds it.</summary>
    [HeaderField("brokerName")]
    public string? BrokerName { get; init; }

    /// <summary>The topic.</summary>
    [HeaderField("topic")]
    public Utf8Text Topic { get; init; }

    /// <summary>The topic's flags.</summary>
    [HeaderField("topicSysFlag")]
    public int? TopicSysFlag { get; init; }

    /// <summary>The group's flags.</summary>
    [HeaderField("groupSysFlag")]
    public int? GroupSysFlag { get; init; }
}
