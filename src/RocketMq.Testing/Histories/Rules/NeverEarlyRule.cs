namespace RocketMq.Testing;

/// <summary>No message is begun before its time.</summary>
internal sealed class NeverEarlyRule : IHistoryRule
{
    // Brokers keep times in whole milliseconds.
    private static readonly TimeSpan Grain = TimeSpan.FromMilliseconds(1);

    public string Name => "no delayed message comes early";

    public IEnumerable<HistoryViolation> Check(IReadOnlyList<HistoryEvent> events)
    {
        Dictionary<string, (HistoryEvent Sent, DateTimeOffset Due)> due = new(StringComparer.Ordinal);
        foreach (HistoryEvent happened in events)
        {
            if (happened is SendBegan { DueTime: { } wanted } sent)
                due[sent.Id] = (sent, wanted);
            else if (happened is SendAcknowledged { DueTime: { } promised } acknowledged)
                due[acknowledged.Id] = (acknowledged, promised);
            else if (happened is DeliveryBegan began && due.TryGetValue(began.Id, out (HistoryEvent Sent, DateTimeOffset Due) known))
            {
                TimeSpan early = known.Due - began.At;
                if (early > Grain)
                    yield return new(Name, $"{began.Id} came {early.TotalMilliseconds:0} ms before its time", [known.Sent, began]);
            }
        }
    }
}
