namespace RocketMq.Broker.Topics;

/// <summary>How often a configuration table changed and when it last did; tools page through tables by it.</summary>
internal sealed class TableVersion(TimeProvider time)
{
    private readonly Lock _lock = new();
    private long _counter;
    private long _timestamp = time.GetUtcNow().ToUnixTimeMilliseconds();

    public (long Counter, long Timestamp) Current
    {
        get
        {
            lock (_lock)
                return (_counter, _timestamp);
        }
    }

    public void Advance()
    {
        lock (_lock)
        {
            _counter++;
            _timestamp = time.GetUtcNow().ToUnixTimeMilliseconds();
        }
    }
}
