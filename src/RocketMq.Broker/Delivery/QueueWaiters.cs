namespace RocketMq.Broker.Delivery;

/// <summary>The pulls parked on one queue. Appends only look at <see cref="Any"/> while nobody waits.</summary>
internal sealed class QueueWaiters
{
    private readonly Lock _lock = new();
    private readonly List<ParkedPull> _parked = [];
    private int _count;

    public bool Any => Volatile.Read(ref _count) != 0;

    public void Add(ParkedPull pull)
    {
        lock (_lock)
        {
            _parked.Add(pull);
            Volatile.Write(ref _count, _parked.Count);
        }
    }

    /// <summary>Resumes every pull that the condition holds for; each pull is resumed once.</summary>
    public void Resume<TState>(TState state, Func<ParkedPull, TState, bool> condition)
    {
        lock (_lock)
        {
            for (var index = _parked.Count - 1; index >= 0; index--)
            {
                var pull = _parked[index];
                if (!condition(pull, state))
                    continue;
                _parked.RemoveAt(index);
                pull.Resume();
            }
            Volatile.Write(ref _count, _parked.Count);
        }
    }

    /// <summary>Forgets the pulls of connections that are gone; nobody is left to answer.</summary>
    public void DropClosed()
    {
        lock (_lock)
        {
            _parked.RemoveAll(static pull => !pull.IsAnswerable);
            Volatile.Write(ref _count, _parked.Count);
        }
    }
}
