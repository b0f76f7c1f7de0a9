namespace RocketMq.Testing;

/// <summary>A message begins only after every message of its key that was acknowledged before its send began is done.</summary>
internal sealed class KeyOrderRule : IHistoryRule
{
    public string Name => "the order of every key is kept";

    public IEnumerable<HistoryViolation> Check(IReadOnlyList<HistoryEvent> events)
    {
        Dictionary<string, DeliveryBegan> firstBegins = new(StringComparer.Ordinal);
        Dictionary<string, DeliveryEnded> firstEnds = new(StringComparer.Ordinal);
        foreach (HistoryEvent happened in events)
        {
            if (happened is DeliveryBegan began)
                firstBegins.TryAdd(began.Id, began);
            else if (happened is DeliveryEnded { Outcome: ConsumeOutcome.Success or ConsumeOutcome.DeadLetter } ended)
                firstEnds.TryAdd(ended.Id, ended);
        }

        Dictionary<string, string> keys = new(StringComparer.Ordinal);
        // Of the messages of a key that are acknowledged so far, the one that was done last: whoever is sent from here on must begin after it.
        Dictionary<string, DeliveryEnded> lastDone = new(StringComparer.Ordinal);
        foreach (HistoryEvent happened in events)
        {
            if (happened is SendBegan { Key: { } key } sent)
            {
                keys[sent.Id] = key;
                if (
                    lastDone.TryGetValue(key, out DeliveryEnded? before)
                    && firstBegins.TryGetValue(sent.Id, out DeliveryBegan? begin)
                    && begin.Number < before.Number
                )
                    yield return new(
                        Name,
                        $"{sent.Id} of key {key} began before {before.Id}, acknowledged earlier, was done",
                        [begin, before]
                    );
            }
            else if (
                happened is SendAcknowledged acknowledged
                && keys.TryGetValue(acknowledged.Id, out string? known)
                && firstEnds.TryGetValue(acknowledged.Id, out DeliveryEnded? done)
                && (!lastDone.TryGetValue(known, out DeliveryEnded? latest) || latest.Number < done.Number)
            )
            {
                lastDone[known] = done;
            }
        }
    }
}
