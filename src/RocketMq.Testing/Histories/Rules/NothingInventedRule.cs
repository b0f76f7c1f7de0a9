namespace RocketMq.Testing;

/// <summary>Every delivered message was sent before.</summary>
internal sealed class NothingInventedRule : IHistoryRule
{
    public string Name => "no message is invented";

    public IEnumerable<HistoryViolation> Check(IReadOnlyList<HistoryEvent> events)
    {
        HashSet<string> sent = new(StringComparer.Ordinal);
        foreach (HistoryEvent happened in events)
        {
            if (happened is SendBegan began)
                sent.Add(began.Id);
            else if (happened is DeliveryBegan delivery && !sent.Contains(delivery.Id))
                yield return new(Name, $"{delivery.Id} was delivered and never sent before", [delivery]);
        }
    }
}
