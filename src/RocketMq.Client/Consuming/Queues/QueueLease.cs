namespace RocketMq.Consuming;

/// <summary>
/// What this client knows about its orderly lock on one queue. The broker keeps a lock 60 s after its last renewal; the client trusts it
/// only 30 s, so that it stops handling well before somebody else may start. Thread-safe.
/// </summary>
internal sealed class QueueLease(TimeProvider time)
{
    /// <summary>How long after the request for its last renewal a lock is trusted (as the Java client does).</summary>
    public static readonly TimeSpan Validity = TimeSpan.FromSeconds(30);

    /// <summary>How often locks are renewed.</summary>
    public static readonly TimeSpan RenewalInterval = TimeSpan.FromSeconds(20);

    private readonly Lock _gate = new();
    private long _renewedAt;
    private bool _held;
    private bool _interrupted;
    private bool _givenUp;
    private bool _waived;

    /// <summary>Whether the lock was given back, or is being: it must not be taken again for this owner.</summary>
    public bool IsGivenUp
    {
        get
        {
            lock (_gate)
                return _givenUp;
        }
    }

    public bool IsValid
    {
        get
        {
            lock (_gate)
                return _waived || (_held && !_givenUp && time.GetElapsedTime(_renewedAt) < Validity);
        }
    }

    /// <summary>Whether another client may have owned the queue between the last renewal and a request made at the given time.</summary>
    public bool IsLapsed(long requestedAt)
    {
        lock (_gate)
            return _interrupted || (_held && time.GetElapsedTime(_renewedAt, requestedAt) >= Validity);
    }

    /// <summary>The queue needs no lock: every member of a broadcasting group reads it for itself.</summary>
    public void Waive()
    {
        lock (_gate)
            _waived = true;
    }

    /// <summary>Records that the broker granted the lock.</summary>
    /// <param name="requestedAt">When the request was made (<see cref="TimeProvider.GetTimestamp"/>): the broker's clock started later than that.</param>
    public void Renew(long requestedAt)
    {
        lock (_gate)
        {
            _interrupted = false;
            _held = true;
            _renewedAt = requestedAt;
        }
    }

    /// <summary>Records that the lock is being given back.</summary>
    public void GiveUp()
    {
        lock (_gate)
            _givenUp = true;
    }

    /// <summary>Records that the broker refused the lock: somebody else holds it.</summary>
    public void Lose()
    {
        lock (_gate)
        {
            _interrupted |= _held;
            _held = false;
        }
    }
}
