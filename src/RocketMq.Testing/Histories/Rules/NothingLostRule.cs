namespace RocketMq.Testing;

/// <summary>Every acknowledged message was handled with success, or became a dead letter.</summary>
internal sealed class NothingLostRule(int? maxAttempts) : IHistoryRule
{
    public string Name => "no acknowledged message is lost";

    public IEnumerable<HistoryViolation> Check(IReadOnlyList<HistoryEvent> events)
    {
        HashSet<string> settled = new(StringComparer.Ordinal);
        Dictionary<string, HistoryEvent> lastSeen = new(StringComparer.Ordinal);
        Dictionary<long, DeliveryBegan> begun = [];
        foreach (HistoryEvent happened in events)
        {
            switch (happened)
            {
                case DeliveryBegan began:
                    begun[began.Delivery] = began;
                    lastSeen[began.Id] = began;
                    break;
                case DeliveryEnded ended:
                    lastSeen[ended.Id] = ended;
                    if (Settles(ended, begun))
                        settled.Add(ended.Id);
                    break;
                default:
                    break;
            }
        }

        foreach (SendAcknowledged acknowledged in events.OfType<SendAcknowledged>().Where(sent => !settled.Contains(sent.Id)))
        {
            yield return lastSeen.TryGetValue(acknowledged.Id, out HistoryEvent? last)
                ? new(Name, $"{acknowledged.Id} was never handled with success", [acknowledged, last])
                : new(Name, $"{acknowledged.Id} was never delivered", [acknowledged]);
        }
    }

    private bool Settles(DeliveryEnded ended, Dictionary<long, DeliveryBegan> begun) =>
        ended.Outcome is ConsumeOutcome.Success or ConsumeOutcome.DeadLetter
        || (begun.TryGetValue(ended.Delivery, out DeliveryBegan? began) && began.Attempt >= maxAttempts);
}
