namespace RocketMq.Consuming;

/// <summary>
/// The messages of an orderly queue that wait for their turn, and whether somebody works on them: at most one worker holds the turn. Thread-safe.
/// </summary>
internal sealed class OrderlyBacklog
{
    private readonly Lock _gate = new();
    private readonly Queue<Delivery> _waiting = new();
    private bool _turnTaken;

    /// <summary>Adds messages; true when the caller must now see to it that somebody takes the turn.</summary>
    public bool Add(List<Delivery> deliveries)
    {
        lock (_gate)
        {
            foreach (Delivery delivery in deliveries)
                _waiting.Enqueue(delivery);

            if (_turnTaken || _waiting.Count == 0)
                return false;

            _turnTaken = true;
            return true;
        }
    }

    /// <summary>The next message, left in place: an orderly message is removed only when it is settled.</summary>
    /// <returns>False when nothing waits: then the turn is given up.</returns>
    public bool TryPeekOrGiveUpTurn(out Delivery delivery)
    {
        lock (_gate)
        {
            if (_waiting.TryPeek(out delivery))
                return true;

            _turnTaken = false;
            return false;
        }
    }

    /// <summary>Removes the message that was peeked, unless the backlog was cleared meanwhile.</summary>
    public void Remove(in Delivery delivery)
    {
        lock (_gate)
        {
            if (_waiting.TryPeek(out Delivery first) && first.Sequence == delivery.Sequence)
                _waiting.Dequeue();
        }
    }

    public void Clear()
    {
        lock (_gate)
            _waiting.Clear();
    }
}
