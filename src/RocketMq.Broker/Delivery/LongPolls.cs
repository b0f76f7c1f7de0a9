using RocketMq.Broker.Topics;

namespace RocketMq.Broker.Delivery;

/// <summary>
/// Parks pulls and resumes them: at the next matching record, at their deadline, or, when only records that do not match
/// came, after a while all the same, so that the consumer's offset moves on (broker reference 4.5).
/// </summary>
internal sealed class LongPolls : IDisposable
{
    private static readonly TimeSpan SweepPeriod = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan UnmatchedRelease = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly HashSet<TopicQueue> _waitedOn = [];
    private readonly TimeProvider _time;
    private readonly ITimer _sweep;

    public LongPolls(TimeProvider time)
    {
        _time = time;
        _sweep = time.CreateTimer(static state => ((LongPolls)state!).Sweep(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Park(ParkedPull pull)
    {
        var queue = pull.Query.Queue;
        lock (_lock)
        {
            if (_waitedOn.Count == 0)
                _sweep.Change(SweepPeriod, SweepPeriod);
            _waitedOn.Add(queue);
            queue.Waiters.Add(pull);
        }
        // A record appended between the read that found nothing and the line above woke nobody.
        Interlocked.MemoryBarrier();
        if (queue.Index.Max > pull.Query.Offset)
            queue.Waiters.Resume(pull, static (parked, added) => ReferenceEquals(parked, added));
    }

    /// <summary>To be called after a record became visible in the queue's index.</summary>
    public static void Notify(TopicQueue queue, long tagCode, ReadOnlyMemory<byte> properties)
    {
        Interlocked.MemoryBarrier();
        if (queue.Waiters.Any)
            queue.Waiters.Resume(
                (queue.Index.Max, tagCode, properties),
                static (parked, arrival) =>
                    arrival.Max > parked.Query.Offset
                    && parked.Query.Filter.Matches(arrival.tagCode)
                    && parked.Query.Filter.Matches(arrival.properties.Span)
            );
    }

    public void Dispose() => _sweep.Dispose();

    private void Sweep()
    {
        lock (_lock)
        {
            var now = _time.GetTimestamp();
            foreach (var queue in _waitedOn)
            {
                queue.Waiters.DropClosed();
                queue.Waiters.Resume(
                    (_time, now, queue.Index.Max),
                    static (parked, sweep) =>
                    {
                        var waited = sweep._time.GetElapsedTime(parked.ParkedAt, sweep.now);
                        return waited >= parked.Timeout || (waited >= UnmatchedRelease && sweep.Max > parked.Query.Offset);
                    }
                );
            }
            _waitedOn.RemoveWhere(static queue => !queue.Waiters.Any);
            if (_waitedOn.Count == 0)
                _sweep.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}
