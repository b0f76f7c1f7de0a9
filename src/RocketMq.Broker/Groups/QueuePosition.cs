namespace RocketMq.Broker.Groups;

/// <summary>One group's place in one queue.</summary>
internal sealed class QueuePosition
{
    public const long None = -1;

    private readonly Lock _lock = new();
    private long _committed = None;
    private long _reset = None;
    private bool _isAnnounced;

    /// <summary>The offset that queries see: a reset that is not taken yet comes before what was committed.</summary>
    public long Current
    {
        get
        {
            lock (_lock)
                return _reset == None ? _committed : _reset;
        }
    }

    public bool Commit(long offset)
    {
        lock (_lock)
        {
            if (_reset != None)
                return false;
            _committed = offset;
            return true;
        }
    }

    public void Reset(long offset)
    {
        lock (_lock)
        {
            _reset = offset;
            _isAnnounced = false;
        }
    }

    /// <summary>Looks at the reset without taking it, for a reader that may be gone.</summary>
    public bool TryAnnounceReset(out long offset)
    {
        lock (_lock)
        {
            offset = _reset;
            _isAnnounced |= offset != None;
            return offset != None;
        }
    }

    /// <summary>Takes the reset for a reader at a place; false when there is none, or the reader went where an announcement sent it.</summary>
    public bool TryTakeReset(long place, out long offset)
    {
        lock (_lock)
        {
            offset = _reset;
            if (offset == None)
                return false;
            _committed = offset;
            _reset = None;
            return !_isAnnounced || place != offset;
        }
    }
}
