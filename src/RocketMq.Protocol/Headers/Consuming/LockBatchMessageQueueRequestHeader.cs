namespace RocketMq.Protocol;

/// <summary>Takes the orderly locks of queues; the body lists them.</summary>
[RequestHeader(RequestCode.LockBatchMessageQueue)]
public readonly partial record struct LockBatchMessageQueueRequestHeader
{
    /// <summary>The broker's name, for static topics and proxies; optional.</summary>
    [HeaderField("bname")]
    public Utf8Text BrokerName { get; init; }
}
