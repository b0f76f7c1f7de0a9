namespace RocketMq.Protocol;

/// <summary>Lists all topics.</summary>
[RequestHeader(RequestCode.GetAllTopicListFromNameServer)]
public readonly partial record struct GetAllTopicListFromNameServerRequestHeader;
