namespace RocketMq.Producing;

/// <summary>
/// What this process knows about its own transactions, so that it need not ask the checker: those whose local transaction still runs, about
/// which a checker that looks into a database could only be wrong, and those that are decided while no broker has confirmed it.
/// </summary>
internal sealed class TransactionLedger(int maxUnconfirmed)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly Queue<string> _unconfirmed = new();

    /// <summary>The local transaction may be running from now on.</summary>
    public void Begin(string transactionId)
    {
        lock (_gate)
            _entries[transactionId] = new Entry();
    }

    /// <summary>Keeps the decision until it is confirmed or given up.</summary>
    /// <returns>The latest question about the transaction that came while it ran; null if none did.</returns>
    public CheckRequest? Decide(string transactionId, TransactionOutcome outcome)
    {
        lock (_gate)
        {
            if (!_entries.TryGetValue(transactionId, out Entry? entry))
                _entries[transactionId] = entry = new Entry();
            entry.Outcome = outcome;
            return entry.Check;
        }
    }

    /// <summary>Keeps a decision that no broker confirmed, until many later ones push it out.</summary>
    public void Retain(string transactionId)
    {
        lock (_gate)
        {
            _unconfirmed.Enqueue(transactionId);
            while (_unconfirmed.Count > maxUnconfirmed)
                _entries.Remove(_unconfirmed.Dequeue());
        }
    }

    /// <summary>Nothing is known any more: the decision was confirmed, or is the checker's.</summary>
    public void Forget(string transactionId)
    {
        lock (_gate)
            _entries.Remove(transactionId);
    }

    /// <summary>Keeps a question for the decision to come.</summary>
    public void Note(CheckRequest check)
    {
        lock (_gate)
        {
            if (_entries.TryGetValue(check.TransactionId, out Entry? entry))
                entry.Check = check;
        }
    }

    /// <summary>What to answer without asking the checker; false if this process knows nothing.</summary>
    public bool TryAnswer(string transactionId, out TransactionOutcome outcome)
    {
        lock (_gate)
        {
            bool isKnown = _entries.TryGetValue(transactionId, out Entry? entry);
            outcome = entry?.Outcome ?? TransactionOutcome.Unknown;
            return isKnown;
        }
    }

    private sealed class Entry
    {
        public TransactionOutcome Outcome { get; set; }

        public CheckRequest? Check { get; set; }
    }
}
