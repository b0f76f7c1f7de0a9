namespace RocketMq.Typed;

/// <summary>Whether the messages of a queue are handled one after the other.</summary>
public enum ConsumeMode
{
    /// <summary>Messages are handled in parallel; a failed one is retried later while others go on. The default.</summary>
    Concurrent = 0,

    /// <summary>Messages of a queue are handled in their order, under a lock held at the broker; a failed one holds up its queue.</summary>
    Orderly = 1,
}
