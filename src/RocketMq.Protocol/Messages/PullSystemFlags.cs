namespace RocketMq.Protocol;

/// <summary>The bits of a pull request's <c>sysFlag</c>.</summary>
[Flags]
public enum PullSystemFlags
{
    /// <summary>Nothing special.</summary>
    None = 0,

    /// <summary>The commit offset in the header counts.</summary>
    CommitOffset = 0x1,

    /// <summary>The broker may wait for messages.</summary>
    Suspend = 0x2,

    /// <summary>The subscription in the header counts, not the one of the heartbeat.</summary>
    Subscription = 0x4,

    /// <summary>Messages are filtered by a class on a filter server; of the past.</summary>
    ClassFilter = 0x8,

    /// <summary>A pull of a lite consumer.</summary>
    LitePull = 0x10,
}
