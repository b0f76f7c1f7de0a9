namespace RocketMq.Protocol;

/// <summary>Asks the broker for the queues a consumer should read; the body says for whom.</summary>
[RequestHeader(RequestCode.QueryAssignment)]
public readonly partial record struct QueryAssignmentRequestHeader;
