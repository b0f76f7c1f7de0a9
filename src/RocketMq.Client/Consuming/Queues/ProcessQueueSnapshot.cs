namespace RocketMq.Consuming;

/// <summary>The state of a process queue at one moment.</summary>
internal readonly record struct ProcessQueueSnapshot(
    long CommitOffset,
    long PullOffset,
    long FirstOffset,
    long LastOffset,
    int PendingCount,
    long PendingBytes,
    int RunningCount,
    DateTimeOffset LastPullAt,
    DateTimeOffset LastHandledAt,
    DateTimeOffset? OldestPulledAt,
    long EndOffset
)
{
    /// <summary>Messages between what may be committed and the queue's end as the broker last told it.</summary>
    public long Lag => Math.Max(0, EndOffset - CommitOffset);
}
