namespace RocketMq;

/// <summary>How safely the broker holds a message that it accepted.</summary>
/// <remarks>
/// Only brokers with synchronous flush or synchronous replication answer anything but <see cref="Stored"/>. In every case the
/// message is in the broker's log and will be delivered unless that broker is lost.
/// </remarks>
public enum SendStatus
{
    /// <summary>Stored as the broker is configured to (protocol: SUCCESS, 0).</summary>
    Stored = 0,

    /// <summary>Stored, but the flush to disk took too long (protocol: FLUSH_DISK_TIMEOUT, 10).</summary>
    FlushDiskTimeout = 1,

    /// <summary>Stored, but the copy to the replica took too long (protocol: FLUSH_SLAVE_TIMEOUT, 12).</summary>
    FlushReplicaTimeout = 2,

    /// <summary>Stored, but no replica is available or close enough (protocol: SLAVE_NOT_AVAILABLE, 11).</summary>
    ReplicaNotAvailable = 3,
}
