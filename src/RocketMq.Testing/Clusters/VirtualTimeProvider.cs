using System.Diagnostics.CodeAnalysis;

namespace RocketMq.Testing;

/// <summary>
/// A clock that stands still until it is advanced, for clients and embedded brokers alike: hours of retries and lock expiries pass in
/// milliseconds. Timers fire on the advancing thread, in the order in which they are due. Thread-safe.
/// </summary>
public sealed class VirtualTimeProvider : TimeProvider
{
    private const int TurnsInAMoment = 16;

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(5);

    private readonly Lock _gate = new();
    private readonly PriorityQueue<VirtualTimer, (long Due, long Order)> _timers = new();
    private long _nowTicks;
    private long _order;

    /// <summary>Creates a clock.</summary>
    /// <param name="start">What it shows; the first of January 2026 by default.</param>
    public VirtualTimeProvider(DateTimeOffset? start = null) =>
        _nowTicks = (start ?? new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)).UtcTicks;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => new(GetTimestamp(), TimeSpan.Zero);

    /// <inheritdoc/>
    public override long GetTimestamp() => Interlocked.Read(ref _nowTicks);

    /// <summary>Moves the clock on and fires what becomes due, each at its own time.</summary>
    /// <param name="duration">How far.</param>
    /// <exception cref="ArgumentOutOfRangeException">The duration is negative.</exception>
    public void Advance(TimeSpan duration)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(duration, TimeSpan.Zero);
        long end = GetTimestamp() + duration.Ticks;
        while (TryTakeDue(end, out VirtualTimer? timer))
            timer.Fire();
        MoveTo(end);
    }

    /// <summary>
    /// Advances in steps until a task completes, with a moment of real time after each step for what the step set in motion.
    /// </summary>
    /// <param name="task">What to wait for; its failure is thrown.</param>
    /// <param name="step">How far at once. The smaller, the less happens at the same time.</param>
    /// <param name="limit">How much virtual time it may take.</param>
    /// <exception cref="TimeoutException">The limit is reached.</exception>
    public async Task AdvanceUntilAsync(Task task, TimeSpan step, TimeSpan limit)
    {
        ArgumentNullException.ThrowIfNull(task);
        long end = GetTimestamp() + limit.Ticks;
        while (!await CompletesSoonAsync(task).ConfigureAwait(false))
        {
            if (GetTimestamp() >= end)
                throw new TimeoutException($"What was waited for did not happen within {limit} of virtual time.");
            Advance(step);
        }
        await task.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private static async Task<bool> CompletesSoonAsync(Task task)
    {
        await Task.WhenAny(task, Task.Delay(Moment, TimeProvider.System)).ConfigureAwait(false);
        // On a machine that has little time for this process, a moment is as long as its own work items take to get their turn.
        for (int turn = 0; turn < TurnsInAMoment && !task.IsCompleted; turn++)
            await Task.Yield();
        return task.IsCompleted;
    }

    private bool TryTakeDue(long end, [NotNullWhen(true)] out VirtualTimer? timer)
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

    private sealed class VirtualTimer(VirtualTimeProvider owner, TimerCallback callback, object? state) : ITimer
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
