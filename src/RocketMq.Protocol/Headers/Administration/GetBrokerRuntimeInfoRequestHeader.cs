namespace RocketMq.Protocol;

/// <summary>Reads the figures of a broker.</summary>
[RequestHeader(RequestCode.GetBrokerRuntimeInfo)]
public readonly partial record struct GetBrokerRuntimeInfoRequestHeader;
