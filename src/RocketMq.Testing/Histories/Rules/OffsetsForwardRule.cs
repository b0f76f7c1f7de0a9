using RocketMq.Protocol;

namespace RocketMq.Testing;

/// <summary>Committed offsets only grow, except to where an administrator reset them.</summary>
internal sealed class OffsetsForwardRule(bool allowsTwoOwners) : IHistoryRule
{
    // The last commit of a member that gives a queue up, with the time limits of its requests, and the moment until somebody looks at what was committed.
    private static readonly TimeSpan LastCommit = TimeSpan.FromSeconds(10);

    public string Name => allowsTwoOwners ? "no committed offset goes back under one owner" : "no committed offset goes back";

    public IEnumerable<HistoryViolation> Check(IReadOnlyList<HistoryEvent> events)
    {
        Dictionary<MessageQueue, QueueOfHistory> queues = [];
        foreach (HistoryEvent happened in events)
        {
            switch (happened)
            {
                case OffsetReset reset:
                    Find(reset.Queue).Reset = reset;
                    break;
                case QueueTaken taken:
                    Find(taken.Queue).Enter(taken.Member);
                    break;
                case DeliveryBegan began:
                    Find(began.Queue).Enter(began.Member);
                    break;
                case QueueReleased released:
                    Find(released.Queue).Leave(released);
                    break;
                case OffsetCommitted committed:
                    QueueOfHistory queue = Find(committed.Queue);
                    if (queue.Last is { } last && committed.Offset < last.Offset && !IsExplained(queue, last, committed))
                        yield return new(Name, $"the offset went from {last.Offset} back to {committed.Offset}", [last, committed]);
                    queue.Last = committed;
                    break;
                default:
                    break;
            }
        }

        QueueOfHistory Find(MessageQueue queue) =>
            queues.TryGetValue(queue, out QueueOfHistory? known) ? known : queues[queue] = new QueueOfHistory();
    }

    private bool IsExplained(QueueOfHistory queue, OffsetCommitted last, OffsetCommitted now) =>
        (queue.Reset is { } reset && reset.Number > last.Number && reset.Offset <= now.Offset)
        || (allowsTwoOwners && queue.HadTwoOwnersAt(last.At));

    /// <summary>Who had a queue, and how far its group was.</summary>
    private sealed class QueueOfHistory
    {
        private readonly HashSet<string> _owners = new(StringComparer.Ordinal);
        private DateTimeOffset _sharedUntil = DateTimeOffset.MinValue;

        public OffsetCommitted? Last { get; set; }

        public OffsetReset? Reset { get; set; }

        /// <summary>Whether a commit seen then may have been one of two owners.</summary>
        public bool HadTwoOwnersAt(DateTimeOffset time) => _owners.Count > 1 || time <= _sharedUntil;

        public void Enter(string member) => _owners.Add(member);

        public void Leave(QueueReleased released)
        {
            if (_owners.Count > 1)
                _sharedUntil = released.At + LastCommit;
            _owners.Remove(released.Member);
        }
    }
}
