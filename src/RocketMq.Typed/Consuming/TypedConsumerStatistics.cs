namespace RocketMq.Typed;

/// <summary>What a typed consumer did with its messages since it started. Thread-safe; the numbers only grow.</summary>
public sealed class TypedConsumerStatistics
{
    private long _handled;
    private long _returned;
    private long _failed;
    private long _unknownTags;
    private long _undecodableBodies;

    /// <summary>Messages that a handler acknowledged.</summary>
    public long Handled => Volatile.Read(ref _handled);

    /// <summary>Messages that a handler gave back: to be retried, to suspend the queue, or to be dead-lettered.</summary>
    public long Returned => Volatile.Read(ref _returned);

    /// <summary>Messages on which a handler threw; they are delivered again.</summary>
    public long Failed => Volatile.Read(ref _failed);

    /// <summary>Messages whose tag no handler takes.</summary>
    public long UnknownTags => Volatile.Read(ref _unknownTags);

    /// <summary>Messages whose body did not decode.</summary>
    public long UndecodableBodies => Volatile.Read(ref _undecodableBodies);

    internal void CountHandled() => Interlocked.Increment(ref _handled);

    internal void CountReturned() => Interlocked.Increment(ref _returned);

    internal void CountFailed() => Interlocked.Increment(ref _failed);

    internal void CountUnknownTag() => Interlocked.Increment(ref _unknownTags);

    internal void CountUndecodableBody() => Interlocked.Increment(ref _undecodableBodies);
}
