using RocketMq.Protocol;

namespace RocketMq.Testing;

/// <summary>In every queue messages are begun in their order, and none before its predecessor is done.</summary>
internal sealed class QueueOrderRule(int? maxAttempts) : IHistoryRule
{
    public string Name => "the order of every queue is kept";

    public IEnumerable<HistoryViolation> Check(IReadOnlyList<HistoryEvent> events)
    {
        Dictionary<MessageQueue, QueueOfHistory> queues = [];
        Dictionary<long, (QueueOfHistory Queue, DeliveryBegan Began)> open = [];
        foreach (HistoryEvent happened in events)
        {
            switch (happened)
            {
                case DeliveryBegan began:
                    QueueOfHistory queue = Find(began.Queue);
                    if (FindJump(queue, began) is { } jump)
                        yield return jump;
                    open[began.Delivery] = (queue, began);
                    (queue.Last, queue.IsLastDone) = (began, false);
                    break;
                case DeliveryEnded ended when open.Remove(ended.Delivery, out (QueueOfHistory Queue, DeliveryBegan Began) known):
                    if (IsDone(ended, known.Began) && FindLate(known.Queue, known.Began, ended) is { } late)
                        yield return late;
                    if (known.Queue.Last == known.Began)
                        known.Queue.IsLastDone = IsDone(ended, known.Began);
                    break;
                case QueueReleased released:
                    Find(released.Queue).Last = null;
                    break;
                case OffsetReset reset:
                    Find(reset.Queue).Restart(reset.Offset);
                    break;
                case MemberLost lost:
                    foreach (QueueOfHistory left in queues.Values.Where(each => each.Last?.Member == lost.Member))
                        left.Last = null;
                    break;
                default:
                    break;
            }
        }

        QueueOfHistory Find(MessageQueue queue) =>
            queues.TryGetValue(queue, out QueueOfHistory? known) ? known : queues[queue] = new QueueOfHistory();
    }

    private HistoryViolation? FindJump(QueueOfHistory queue, DeliveryBegan began)
    {
        if (queue.Last is not { } last || last.Member != began.Member)
            return null;
        if (began.Offset < last.Offset)
            return new(Name, $"{began.Member} went back from {last.Offset} to {began.Offset} while it kept the queue", [last, began]);
        return began.Offset > last.Offset && !queue.IsLastDone
            ? new(Name, $"{began.Member} began {began.Offset} before {last.Offset} was done", [last, began])
            : null;
    }

    private HistoryViolation? FindLate(QueueOfHistory queue, DeliveryBegan began, DeliveryEnded ended)
    {
        if (queue.Furthest is not { } furthest || began.Offset > furthest.Offset)
        {
            queue.Furthest = began;
            queue.Done.Add(began.Offset);
            return null;
        }
        return queue.Done.Add(began.Offset)
            ? new(Name, $"{began.Offset} was done for the first time after {furthest.Offset} already was", [furthest, ended])
            : null;
    }

    private bool IsDone(DeliveryEnded ended, DeliveryBegan began) =>
        ended.Outcome is ConsumeOutcome.Success or ConsumeOutcome.DeadLetter || began.Attempt >= maxAttempts;

    /// <summary>How far a queue is.</summary>
    private sealed class QueueOfHistory
    {
        /// <summary>The last delivery; null when its member has given the queue up since.</summary>
        public DeliveryBegan? Last { get; set; }

        public bool IsLastDone { get; set; }

        public DeliveryBegan? Furthest { get; set; }

        public HashSet<long> Done { get; } = [];

        public void Restart(long offset)
        {
            Last = null;
            if (Furthest?.Offset >= offset)
                Furthest = null;
            Done.RemoveWhere(done => done >= offset);
        }
    }
}
