namespace RocketMq.Consuming;

/// <summary>Counts since the consumer was created. Thread-safe.</summary>
internal sealed class ConsumeCounters
{
    private long _pulled;
    private long _handled;
    private long _succeeded;
    private long _failed;
    private long _retried;
    private long _deadLettered;
    private long _dropped;

    public void CountPulled(int messages) => Interlocked.Add(ref _pulled, messages);

    public void CountHandled() => Interlocked.Increment(ref _handled);

    public void CountSucceeded() => Interlocked.Increment(ref _succeeded);

    public void CountFailed() => Interlocked.Increment(ref _failed);

    public void CountRetried() => Interlocked.Increment(ref _retried);

    public void CountDeadLettered() => Interlocked.Increment(ref _deadLettered);

    public void CountDropped() => Interlocked.Increment(ref _dropped);

    public PushConsumerStatistics Read(int cachedMessages, long cachedBytes) =>
        new()
        {
            PulledMessages = Interlocked.Read(ref _pulled),
            HandlerCalls = Interlocked.Read(ref _handled),
            Succeeded = Interlocked.Read(ref _succeeded),
            HandlerExceptions = Interlocked.Read(ref _failed),
            Retried = Interlocked.Read(ref _retried),
            DeadLettered = Interlocked.Read(ref _deadLettered),
            Dropped = Interlocked.Read(ref _dropped),
            CachedMessages = cachedMessages,
            CachedBytes = cachedBytes,
        };
}
