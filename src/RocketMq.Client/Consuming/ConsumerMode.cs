namespace RocketMq;

/// <summary>How a push consumer hands messages to its handler.</summary>
public enum ConsumerMode
{
    /// <summary>Many messages at once, in any order; a failed message is redelivered later while others go on.</summary>
    Concurrent,

    /// <summary>
    /// One message at a time per queue, in queue order, under a lock that the broker keeps for one client of the group; a failed message is
    /// retried in place and its queue waits for it.
    /// </summary>
    Orderly,
}
