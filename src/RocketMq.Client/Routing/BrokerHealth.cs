namespace RocketMq.Routing;

/// <summary>
/// What all producers of one session hold against a broker: until when better to send elsewhere, and whether it can be reached at all.
/// Thread-safe; looking takes no lock, and no clock while nothing is held against the broker.
/// </summary>
internal sealed class BrokerHealth
{
    private const long Never = 0;

    private long _unavailableUntil = Never;
    private volatile bool _isUnreachable;

    public bool IsReachable => !_isUnreachable;

    /// <summary>Whether the broker can be reached and no isolation is running.</summary>
    public bool IsAvailable(TimeProvider time)
    {
        if (_isUnreachable)
            return false;
        long until = Volatile.Read(ref _unavailableUntil);
        return until == Never || time.GetTimestamp() >= until;
    }

    /// <summary>Prefers other brokers for a time; a longer isolation that is already running stays.</summary>
    public void Isolate(TimeSpan duration, TimeProvider time)
    {
        // By the monotonic clock: a jump of the wall clock neither ends an isolation nor makes it endless.
        long until = time.GetTimestamp() + (long)(duration.TotalSeconds * time.TimestampFrequency);
        long known = Volatile.Read(ref _unavailableUntil);
        while (known < until)
        {
            long seen = Interlocked.CompareExchange(ref _unavailableUntil, until, known);
            if (seen == known)
                return;
            known = seen;
        }
    }

    public void MarkUnreachable() => _isUnreachable = true;

    public void MarkReachable()
    {
        // Told with every answer: only a change may cost the other cores their copy of the line.
        if (_isUnreachable)
            _isUnreachable = false;
    }
}
