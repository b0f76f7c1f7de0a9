namespace RocketMq.Protocol;

/// <summary>Checks whether a subscription expression compiles; the body holds it.</summary>
[RequestHeader(RequestCode.CheckClientConfig)]
public readonly partial record struct CheckClientConfigRequestHeader;
