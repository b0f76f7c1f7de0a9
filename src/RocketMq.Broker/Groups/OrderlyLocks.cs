using RocketMq.Protocol;

namespace RocketMq.Broker.Groups;

/// <summary>
/// Which client of a group may consume which queue in order. A lock lives until its owner gives it up or stops
/// renewing it for the expiry time; a closed connection does not free it (broker reference 4.7).
/// </summary>
internal sealed class OrderlyLocks(TimeSpan expiry, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Dictionary<MessageQueue, QueueLock>> _groups = new(StringComparer.Ordinal);

    /// <summary>Takes or renews what is free, expired or already the client's; returns the queues it now owns.</summary>
    public List<MessageQueue> Acquire(string group, string clientId, IEnumerable<MessageQueue> queues)
    {
        var now = time.GetUtcNow();
        var owned = new List<MessageQueue>();
        lock (_lock)
        {
            if (!_groups.TryGetValue(group, out var locks))
                _groups[group] = locks = [];
            foreach (var queue in queues)
            {
                if (locks.TryGetValue(queue, out var held) && held.Owner != clientId && !IsExpired(held, now))
                    continue;
                locks[queue] = new QueueLock(clientId, now);
                owned.Add(queue);
            }
        }
        return owned;
    }

    /// <summary>Frees those of the queues that the client owns.</summary>
    public void Release(string group, string clientId, IEnumerable<MessageQueue> queues)
    {
        lock (_lock)
        {
            if (!_groups.TryGetValue(group, out var locks))
                return;
            foreach (var queue in queues)
                if (locks.TryGetValue(queue, out var held) && held.Owner == clientId)
                    locks.Remove(queue);
        }
    }

    /// <summary>Whether the group consumes in order at the moment.</summary>
    public bool HoldsAny(string group)
    {
        var now = time.GetUtcNow();
        lock (_lock)
            return _groups.TryGetValue(group, out var locks) && locks.Values.Any(held => !IsExpired(held, now));
    }

    private bool IsExpired(QueueLock held, DateTimeOffset now) => now - held.RenewedAt > expiry;

    /// <summary>Locks are not durable: a broker that comes back has none.</summary>
    public void Clear()
    {
        lock (_lock)
            _groups.Clear();
    }

    private readonly record struct QueueLock(string Owner, DateTimeOffset RenewedAt);
}
