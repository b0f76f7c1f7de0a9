namespace RocketMq.Producing;

/// <summary>
/// What this process knows about its own transactions, so that it need not ask the checker: those whose local transaction still runs, about
/// which a checker that looks into a database could only be wrong; those that are decided while no broker has confirmed it; and for a while
/// those that were delivered, because a broker that made a copy to ask about it delivers that as well if it is told to commit.
/// </summary>
/// <param name="limit">How many transactions are remembered of each kind that is not running.</param>
internal sealed class TransactionLedger(int limit)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly Queue<string> _unconfirmed = new();
    private readonly Queue<string> _abandoned = new();
    private readonly HashSet<string> _settled = new(StringComparer.Ordinal);
    private readonly Queue<string> _settledInOrder = new();

    private enum Stage
    {
        Running,
        Telling,
        Kept,
    }

    /// <summary>The local transaction may be running from now on.</summary>
    public void Begin(string transactionId)
    {
        lock (_gate)
            _entries[transactionId] = new Entry();
    }

    /// <summary>
    /// Takes the decision, which is told to the broker next. Questions are answered with "unknown" meanwhile: one more commit would deliver
    /// the message once more.
    /// </summary>
    /// <returns>The copy that was asked about last while the transaction ran; null if none was.</returns>
    public CheckedCopy? Decide(string transactionId, TransactionOutcome outcome)
    {
        lock (_gate)
        {
            if (!_entries.TryGetValue(transactionId, out Entry? entry))
                _entries[transactionId] = entry = new Entry();
            entry.Stage = Stage.Telling;
            entry.Outcome = outcome;
            return entry.Copy;
        }
    }

    /// <summary>Keeps a decision that no broker confirmed, to answer questions with it, until many later ones push it out.</summary>
    public void Retain(string transactionId)
    {
        lock (_gate)
            Keep(transactionId, _unconfirmed);
    }

    /// <summary>
    /// Keeps the rollback of a message whose storing failed, which may have been stored all the same. These push out only each other: while a
    /// cluster is away they come by the thousand.
    /// </summary>
    public void Abandon(string transactionId)
    {
        lock (_gate)
        {
            _entries[transactionId] = new Entry { Outcome = TransactionOutcome.Rollback };
            Keep(transactionId, _abandoned);
        }
    }

    /// <summary>A broker has carried the decision out: what is asked about from now on is a further copy.</summary>
    public void Settle(string transactionId)
    {
        lock (_gate)
        {
            _entries.Remove(transactionId);
            if (!_settled.Add(transactionId))
                return;
            _settledInOrder.Enqueue(transactionId);
            if (_settledInOrder.Count > limit)
                _settled.Remove(_settledInOrder.Dequeue());
        }
    }

    /// <summary>Nothing is known any more: the decision is the checker's.</summary>
    public void Forget(string transactionId)
    {
        lock (_gate)
            _entries.Remove(transactionId);
    }

    /// <summary>Keeps what was asked about for the decision to come.</summary>
    public void Note(CheckedCopy copy)
    {
        lock (_gate)
        {
            if (_entries.TryGetValue(copy.TransactionId, out Entry? entry) && entry.Stage == Stage.Running)
                entry.Copy = copy;
        }
    }

    /// <summary>What to answer without asking the checker; null if this process knows nothing.</summary>
    public CheckVerdict? FindAnswer(string transactionId)
    {
        lock (_gate)
        {
            if (_entries.TryGetValue(transactionId, out Entry? entry))
                return entry.Stage switch
                {
                    Stage.Running => new CheckVerdict(TransactionOutcome.Unknown, "the local transaction is still running"),
                    Stage.Telling => new CheckVerdict(TransactionOutcome.Unknown, "the decision is on its way"),
                    _ => new CheckVerdict(entry.Outcome),
                };
            return _settled.Contains(transactionId) ? new CheckVerdict(TransactionOutcome.Rollback) { IsSurplusCopy = true } : null;
        }
    }

    private void Keep(string transactionId, Queue<string> order)
    {
        if (!_entries.TryGetValue(transactionId, out Entry? entry))
            return;
        entry.Stage = Stage.Kept;
        entry.Copy = null;
        order.Enqueue(transactionId);
        if (order.Count > limit)
            _entries.Remove(order.Dequeue());
    }

    private sealed class Entry
    {
        public Stage Stage { get; set; }

        public TransactionOutcome Outcome { get; set; }

        public CheckedCopy? Copy { get; set; }
    }
}
