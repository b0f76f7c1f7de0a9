namespace RocketMq.Protocol;

/// <summary>Lists the system topics the name server knows.</summary>
[RequestHeader(RequestCode.GetSystemTopicListFromNameServer)]
public readonly partial record struct GetSystemTopicListFromNameServerRequestHeader;
