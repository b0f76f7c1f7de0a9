namespace RocketMq.Protocol;

/// <summary>Creates a consumer group or changes its settings; the body holds them.</summary>
[RequestHeader(RequestCode.CreateSubscriptionGroup)]
public readonly partial record struct CreateSubscriptionGroupRequestHeader;
