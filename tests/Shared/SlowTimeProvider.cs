namespace RocketMq.Tests;

/// <summary>
/// A clock that is several times slower than the real one: for tests in which time passes by itself and in which the time limits of the code under
/// test, three seconds mostly, must not be reached because the machine is busy.
/// </summary>
internal sealed class SlowTimeProvider : TimeProvider
{
    private const int Factor = 8;

    private readonly long _start = System.GetTimestamp();
    private readonly DateTimeOffset _startTime = System.GetUtcNow();

    public override long TimestampFrequency => System.TimestampFrequency;

    public override long GetTimestamp() => _start + ((System.GetTimestamp() - _start) / Factor);

    public override DateTimeOffset GetUtcNow() => _startTime + (System.GetElapsedTime(_start) / Factor);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new SlowTimer(System.CreateTimer(callback, state, Stretch(dueTime), Stretch(period)));

    private static TimeSpan Stretch(TimeSpan time) => time == Timeout.InfiniteTimeSpan ? time : time * Factor;

    private sealed class SlowTimer(ITimer inner) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => inner.Change(Stretch(dueTime), Stretch(period));

        public void Dispose() => inner.Dispose();

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
