namespace RocketMq.Protocol;

/// <summary>Announces a client; the body says with which groups.</summary>
[RequestHeader(RequestCode.Heartbeat)]
public readonly partial record struct HeartbeatRequestHeader;
