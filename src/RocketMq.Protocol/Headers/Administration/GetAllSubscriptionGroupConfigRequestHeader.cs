namespace RocketMq.Protocol;

/// <summary>Reads the settings of all consumer groups.</summary>
[RequestHeader(RequestCode.GetAllSubscriptionGroupConfig)]
public readonly partial record struct GetAllSubscriptionGroupConfigRequestHeader;
