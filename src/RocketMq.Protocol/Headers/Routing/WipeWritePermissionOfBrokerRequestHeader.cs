namespace RocketMq.Protocol;

/// <summary>Takes the write permission from all topics of a broker.</summary>
[RequestHeader(RequestCode.WipeWritePermissionOfBroker)]
public readonly partial record struct WipeWritePermissionOfBrokerRequestHeader
{
    /// <summary>The broker.</summary>
    [HeaderField("brokerName", Required = true)]
    public string? BrokerName { get; init; }
}
