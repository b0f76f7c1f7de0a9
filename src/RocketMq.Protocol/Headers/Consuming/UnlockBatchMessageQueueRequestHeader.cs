namespace RocketMq.Protocol;

/// <summary>Gives orderly locks back; the body lists the queues.</summary>
[RequestHeader(RequestCode.UnlockBatchMessageQueue)]
public readonly partial record struct UnlockBatchMessageQueueRequestHeader
{
    /// <summary>The broker's name, for static topics and proxies; optional.</summary>
    [HeaderField("bname")]
    public Utf8Text BrokerName { get; init; }
}
