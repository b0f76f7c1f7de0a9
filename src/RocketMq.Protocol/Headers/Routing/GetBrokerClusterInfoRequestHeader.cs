namespace RocketMq.Protocol;

/// <summary>Lists clusters and brokers.</summary>
[RequestHeader(RequestCode.GetBrokerClusterInfo)]
public readonly partial record struct GetBrokerClusterInfoRequestHeader;
