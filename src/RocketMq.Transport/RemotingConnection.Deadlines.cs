namespace RocketMq.Transport;

public sealed partial class RemotingConnection
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMilliseconds(50);

    private readonly TimeProvider _clock;
    private readonly ITimer _deadlineTimer;
    private readonly ITimer _idleTimer;
    private long _lastReceived;
    private long _lastSent;
    private long _awaitingSince;
    private int _watched;
    private bool _isSweepScheduled;

    private (ITimer Deadlines, ITimer Idle) CreateTimers()
    {
        // A connection outlives the call that made it; the caller's ambient context must not come along.
        using AsyncFlowControl flow = ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow();
        return (CreateTimer(static connection => connection.SweepDeadlines()), CreateTimer(static connection => connection.CheckIdle()));
    }

    private ITimer CreateTimer(Action<RemotingConnection> callback) =>
        _clock.CreateTimer(_ => callback(this), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>Keeps the sweep going while anything waits; it rests otherwise. Under the gate.</summary>
    private void WatchDeadlines()
    {
        if (_isSweepScheduled)
            return;
        _isSweepScheduled = true;
        _deadlineTimer.Change(SweepInterval, Timeout.InfiniteTimeSpan);
    }

    private void SweepDeadlines()
    {
        long now = _clock.GetTimestamp();
        (int expired, int freed) = _pending.Sweep(now);
        Statistics.AddAbandonedRequests(expired);
        lock (_gate)
        {
            _isSweepScheduled = false;
            if (_isClosing)
                return;
            _watched -= freed;
            _room.Leave(expired);
            _room.Expire(now);
            if (_watched > 0 || _room.HasWaiters)
                WatchDeadlines();
        }
    }

    private void OnRequestCancelled()
    {
        Statistics.AddAbandonedRequests(1);
        lock (_gate)
            _room.Leave(1);
    }

    private void ScheduleIdleCheck(TimeSpan dueTime)
    {
        lock (_gate)
        {
            if (!_isClosing)
                _idleTimer.Change(dueTime, Timeout.InfiniteTimeSpan);
        }
    }

    private void CheckIdle()
    {
        TimeSpan quiet = _clock.GetElapsedTime(Math.Max(Volatile.Read(ref _lastReceived), Volatile.Read(ref _lastSent)));
        long awaitingSince = Volatile.Read(ref _awaitingSince);
        TimeSpan unanswered = awaitingSince == 0 ? TimeSpan.Zero : _clock.GetElapsedTime(awaitingSince);
        TimeSpan longest = quiet > unanswered ? quiet : unanswered;
        if (longest >= _options.IdleTimeout)
            BeginClose(CreateIdle(longest));
        else
            ScheduleIdleCheck(_options.IdleTimeout - longest);
    }

    private long ToTimestampTicks(TimeSpan time) => (long)Math.Min(time.TotalSeconds * _clock.TimestampFrequency, long.MaxValue / 8);
}
