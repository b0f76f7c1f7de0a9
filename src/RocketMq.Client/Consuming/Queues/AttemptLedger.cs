using RocketMq.Protocol;

namespace RocketMq.Consuming;

/// <summary>
/// How often this consumer handled orderly messages without success. The broker does not count attempts in place, so this is what keeps a message that
/// always fails from beginning anew when its queue leaves and comes back, or is read again. Thread-safe.
/// </summary>
internal sealed class AttemptLedger
{
    private readonly Lock _gate = new();
    private readonly Dictionary<MessageQueue, Dictionary<long, int>> _failed = [];

    /// <summary>Counts a failed attempt.</summary>
    public void CountFailure(ReceivedMessage message)
    {
        message.CountLocalAttempt();
        lock (_gate)
        {
            if (!_failed.TryGetValue(message.WireQueue, out Dictionary<long, int>? counts))
                _failed[message.WireQueue] = counts = [];

            counts[message.QueueOffset] = counts.GetValueOrDefault(message.QueueOffset) + 1;
        }
    }

    /// <summary>Forgets a message that is settled.</summary>
    public void Settle(ReceivedMessage message)
    {
        lock (_gate)
        {
            if (_failed.Count > 0 && _failed.TryGetValue(message.WireQueue, out Dictionary<long, int>? counts))
            {
                counts.Remove(message.QueueOffset);
                if (counts.Count == 0)
                    _failed.Remove(message.WireQueue);
            }
        }
    }

    /// <summary>Tells messages that were pulled what was counted for them, and forgets what lies before them and before anything that is held.</summary>
    public void Recall(ProcessQueue queue, List<Delivery> deliveries)
    {
        lock (_gate)
        {
            if (deliveries.Count == 0 || _failed.Count == 0 || !_failed.TryGetValue(queue.Queue, out Dictionary<long, int>? counts))
                return;

            foreach (Delivery delivery in deliveries)
            {
                if (counts.TryGetValue(delivery.Message.QueueOffset, out int failures))
                    delivery.Message.RecallLocalAttempts(failures);
            }

            long first = queue.CommitOffset;
            foreach (long offset in counts.Keys.Where(offset => offset < first).ToArray())
                counts.Remove(offset);
        }
    }
}
