namespace RocketMq.Broker.Groups;

/// <summary>One group's place in one queue.</summary>
internal sealed class QueuePosition
{
    public const long None = -1;

    private readonly Lock _lock = new();
    private long _committed = None;
    private long _reset = None;

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
            _reset = offset;
    }

    public bool TryTakeReset(out long offset)
    {
        lock (_lock)
        {
            offset = _reset;
            if (offset == None)
                return false;
            _committed = offset;
            _reset = None;
            return true;
        }
    }
}
