using System.Diagnostics.CodeAnalysis;

namespace RocketMq.Tests;

/// <summary>A clock that stands still until it is advanced. Timers fire on the advancing thread, in the order they are due. Thread-safe.</summary>
internal sealed class ManualTimeProvider : TimeProvider
{
    // A request of a test goes through a client, a broker and back, and may ask a name server first.
    private const int RoundTripsInAMoment = 4;
    private const int TurnsInAMoment = 16;
    private static readonly TimeSpan ShortestMoment = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LastMoment = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly PriorityQueue<ManualTimer, (long Due, long Order)> _timers = new();
    private long _nowTicks;
    private long _wallClockAheadTicks;
    private long _order;

    public ManualTimeProvider()
        : this(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)) { }

    public ManualTimeProvider(DateTimeOffset start) => _nowTicks = start.UtcTicks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => new(GetTimestamp() + Interlocked.Read(ref _wallClockAheadTicks), TimeSpan.Zero);

    public override long GetTimestamp() => Interlocked.Read(ref _nowTicks);

    /// <summary>Sets the wall clock forward (or back) as an administrator does: no time passes for timers.</summary>
    public void SetWallClock(TimeSpan by) => Interlocked.Add(ref _wallClockAheadTicks, by.Ticks);

    /// <summary>Moves the clock on and fires what becomes due, each at its own time.</summary>
    public void Advance(TimeSpan duration)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(duration, TimeSpan.Zero);
        long end = GetTimestamp() + duration.Ticks;
        while (TryTakeDue(end, out ManualTimer? timer))
            timer.Fire();

        MoveTo(end);
    }

    /// <summary>
    /// Advances in steps until the task completes, with a moment of real time after each step for what the step set in motion.
    /// Fails with the message when the virtual time is used up.
    /// </summary>
    public async Task AdvanceUntilAsync(Task task, TimeSpan step, TimeSpan limit, string message)
    {
        long end = GetTimestamp() + limit.Ticks;
        using LoopbackEcho echo = await LoopbackEcho.OpenAsync().ConfigureAwait(false);
        while (!await CompletesSoonAsync(task, echo).ConfigureAwait(false))
        {
            if (GetTimestamp() < end)
                Advance(step);
            else if (!await AwaitAsync(task, LastMoment).ConfigureAwait(false))
                throw new TimeoutException($"{message} (virtual time used up: {limit})");
        }

        await task.ConfigureAwait(false);
    }

    /// <summary>Advances in steps for a time, with a moment of real time after each step for what the step set in motion.</summary>
    public async Task PassAsync(TimeSpan step, TimeSpan duration)
    {
        var never = new TaskCompletionSource();
        long end = GetTimestamp() + duration.Ticks;
        using LoopbackEcho echo = await LoopbackEcho.OpenAsync().ConfigureAwait(false);
        while (GetTimestamp() < end)
        {
            Advance(step);
            await CompletesSoonAsync(never.Task, echo).ConfigureAwait(false);
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private static async Task<bool> CompletesSoonAsync(Task task, LoopbackEcho echo)
    {
        await AwaitAsync(task, ShortestMoment).ConfigureAwait(false);
        // On a machine that has little time for this process, a moment is as long as its own bytes and work items take to get their turn.
        for (int trip = 0; trip < RoundTripsInAMoment && !task.IsCompleted; trip++)
            await echo.RoundTripAsync().ConfigureAwait(false);
        for (int turn = 0; turn < TurnsInAMoment && !task.IsCompleted; turn++)
            await Task.Run(static () => { }).ConfigureAwait(false);
        return task.IsCompleted;
    }

    private static async Task<bool> AwaitAsync(Task task, TimeSpan patience)
    {
        using var pause = new CancellationTokenSource(patience);
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using CancellationTokenRegistration registration = pause.Token.Register(over.SetResult);
        return await Task.WhenAny(task, over.Task).ConfigureAwait(false) == task;
    }

    private bool TryTakeDue(long end, [NotNullWhen(true)] out ManualTimer? timer)
    {
        lock (_gate)
        {
            while (_timers.TryPeek(out timer, out (long Due, long Order) key) && key.Due <= end)
            {
                _timers.Dequeue();
                if (timer.IsScheduledAs(key.Order))
                {
                    MoveTo(key.Due);
                    return true;
                }
            }

            timer = null;
            return false;
        }
    }

    private void MoveTo(long ticks)
    {
        if (ticks > GetTimestamp())
            Interlocked.Exchange(ref _nowTicks, ticks);
    }

    private sealed class ManualTimer(ManualTimeProvider owner, TimerCallback callback, object? state) : ITimer
    {
        private const long NotScheduled = -1;

        private long _scheduledAs = NotScheduled;
        private TimeSpan _period;

        public bool IsScheduledAs(long order) => _scheduledAs == order;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (owner._gate)
            {
                _period = period;
                Schedule(dueTime);
            }

            return true;
        }

        public void Fire()
        {
            lock (owner._gate)
                Schedule(_period > TimeSpan.Zero ? _period : Timeout.InfiniteTimeSpan);

            callback(state);
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Schedule(TimeSpan dueTime)
        {
            _scheduledAs = NotScheduled;
            if (dueTime == Timeout.InfiniteTimeSpan)
                return;

            _scheduledAs = ++owner._order;
            owner._timers.Enqueue(this, (owner.GetTimestamp() + dueTime.Ticks, _scheduledAs));
        }
    }
}
