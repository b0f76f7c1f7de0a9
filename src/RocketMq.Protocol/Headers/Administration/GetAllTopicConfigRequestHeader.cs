namespace RocketMq.Protocol;

/// <summary>Reads the settings of all topics.</summary>
[RequestHeader(RequestCode.GetAllTopicConfig)]
public readonly partial record struct GetAllTopicConfigRequestHeader;
