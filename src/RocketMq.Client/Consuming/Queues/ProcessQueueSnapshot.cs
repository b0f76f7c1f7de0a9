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
    DateTimeOffset LastHandledAt
);
