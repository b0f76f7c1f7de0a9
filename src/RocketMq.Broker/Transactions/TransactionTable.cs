namespace RocketMq.Broker.Transactions;

/// <summary>
/// Which half messages wait, and what became of the others, by their offset in the half topic. One decision wins: the real
/// broker keeps no such table and delivers a message again whose commit is repeated.
/// </summary>
internal sealed class TransactionTable
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<long, HalfMessage> _pending = [];

    // One byte for each half message there ever was, against several hundred bytes of its record.
    private readonly List<TransactionState> _states = [];

    public int PendingCount
    {
        get
        {
            lock (_lock)
                return _pending.Count;
        }
    }

    public void Add(HalfMessage half)
    {
        lock (_lock)
        {
            while (_states.Count <= half.QueueOffset)
                _states.Add(TransactionState.Pending);
            _pending.Add(half.QueueOffset, half);
        }
    }

    public bool IsPending(HalfMessage half)
    {
        lock (_lock)
            return _pending.ContainsKey(half.QueueOffset);
    }

    /// <summary>The half messages that wait, oldest first.</summary>
    public IReadOnlyList<HalfMessage> Pending()
    {
        lock (_lock)
            return [.. _pending.Values];
    }

    /// <summary>Takes a decision; false with the state that stands against it.</summary>
    public bool TryDecide(long queueOffset, TransactionState decision, out TransactionState state)
    {
        lock (_lock)
        {
            state = TransactionState.Pending;
            if (queueOffset >= _states.Count)
                return false;
            state = _states[(int)queueOffset];
            if (state is not (TransactionState.Pending or TransactionState.Discarded) || state == decision)
                return false;
            _states[(int)queueOffset] = decision;
            _pending.Remove(queueOffset);
            return true;
        }
    }
}
