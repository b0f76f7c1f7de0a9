namespace RocketMq.Consuming;

/// <summary>
/// The messages of an orderly queue that wait, in lanes: one for the queue, or one for each order key. A lane exists while it has messages or somebody
/// works on it, and at most one worker has its turn. Thread-safe.
/// </summary>
internal sealed class OrderlyBacklog(ProcessQueue queue)
{
    private const int OnlyLane = 0;
    private const int SparesKept = 16;

    private readonly Lock _gate = new();
    private readonly Dictionary<int, OrderLane> _lanes = [];
    private readonly Stack<OrderLane> _spares = [];

    /// <summary>Adds messages in offset order.</summary>
    /// <param name="deliveries">The messages.</param>
    /// <param name="byKey">Whether each order key has a lane.</param>
    /// <param name="started">Receives the lanes that have work now and had none: the caller has their turn and passes it on.</param>
    public void Add(List<Delivery> deliveries, bool byKey, List<OrderLane> started)
    {
        lock (_gate)
        {
            foreach (Delivery delivery in deliveries)
            {
                int id = byKey ? IdOf(delivery.Message) : OnlyLane;
                if (!_lanes.TryGetValue(id, out OrderLane? lane))
                {
                    _lanes[id] = lane = Open(id);
                    started.Add(lane);
                }

                lane.Waiting.Enqueue(delivery);
            }
        }
    }

    /// <summary>Looks at the first messages of a lane, and leaves them in place: an orderly message is removed only when it is settled.</summary>
    /// <param name="lane">A lane whose turn the caller has.</param>
    /// <param name="most">How many messages to look at.</param>
    /// <returns>False when nothing waits: then the turn is given up. Otherwise they are in <see cref="OrderLane.Taken"/>.</returns>
    public bool TryPeekOrGiveUpTurn(OrderLane lane, int most)
    {
        lock (_gate)
        {
            lane.Taken.Clear();
            foreach (Delivery delivery in lane.Waiting)
            {
                if (lane.Taken.Count == most)
                    break;

                lane.Taken.Add(delivery);
            }

            if (lane.Taken.Count == 0)
                Close(lane);

            return lane.Taken.Count > 0;
        }
    }

    /// <summary>Removes a lane's first message, unless the backlog was cleared meanwhile.</summary>
    public void Remove(OrderLane lane, in Delivery delivery)
    {
        lock (_gate)
        {
            if (lane.Waiting.TryPeek(out Delivery first) && first.Sequence == delivery.Sequence)
                lane.Waiting.Dequeue();
        }
    }

    /// <summary>Forgets what waits. Lanes that somebody works on stay, so that what comes next does not run beside what runs.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            foreach (OrderLane lane in _lanes.Values)
                lane.Waiting.Clear();
        }
    }

    // Two keys with the same id share a lane, which costs them some parallelism and nothing else. Messages without key are one key.
    private static int IdOf(ReceivedMessage message)
    {
        if (!message.TryGetPropertyUtf8("__SHARDINGKEY"u8, out ReadOnlySpan<byte> key))
            return OnlyLane;

        var hash = new HashCode();
        hash.AddBytes(key);
        return hash.ToHashCode();
    }

    private OrderLane Open(int id)
    {
        if (!_spares.TryPop(out OrderLane? lane))
            lane = new OrderLane(queue);

        lane.Id = id;
        return lane;
    }

    private void Close(OrderLane lane)
    {
        _lanes.Remove(lane.Id);
        if (_spares.Count < SparesKept)
            _spares.Push(lane);
    }
}
