namespace RocketMq.Protocol;

/// <summary>Gives the write permission back to all topics of a broker.</summary>
[RequestHeader(RequestCode.AddWritePermissionOfBroker)]
public readonly partial record struct AddWritePermissionOfBrokerRequestHeader
{
    /// <summary>The broker.</summary>
    [HeaderField("brokerName", Required = true)]
    public string? BrokerName { get; init; }
}
