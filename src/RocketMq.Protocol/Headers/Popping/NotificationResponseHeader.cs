namespace RocketMq.Protocol;

/// <summary>Whether there are messages.</summary>
[ResponseHeader]
public readonly partial record struct NotificationResponseHeader
{
    /// <summary>Whether there are.</summary>
    [HeaderField("hasMsg", Required = true)]
    public bool HasMessages { get; init; }

    /// <summary>Whether too many requests wait already.</summary>
    [HeaderField("pollingFull")]
    public bool? PollingFull { get; init; }
}
