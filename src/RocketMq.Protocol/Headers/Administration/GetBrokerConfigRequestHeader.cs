namespace RocketMq.Protocol;

/// <summary>Reads the settings of a broker.</summary>
[RequestHeader(RequestCode.GetBrokerConfig)]
public readonly partial record struct GetBrokerConfigRequestHeader;
