namespace RocketMq.Transport.Tests.Kit;

/// <summary>Counts the timer callbacks of another clock.</summary>
internal sealed class CountingTimeProvider(TimeProvider inner) : TimeProvider
{
    private long _ticks;

    public long Ticks => Volatile.Read(ref _ticks);

    public override long TimestampFrequency => inner.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => inner.GetUtcNow();

    public override long GetTimestamp() => inner.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        inner.CreateTimer(
            argument =>
            {
                Interlocked.Increment(ref _ticks);
                callback(argument);
            },
            state,
            dueTime,
            period
        );
}
