namespace RocketMq.Testing;

/// <summary>How much a history holds. Immutable.</summary>
/// <param name="Sent">Sends that began.</param>
/// <param name="Acknowledged">Messages that a broker confirmed.</param>
/// <param name="Uncertain">Sends that failed, so that their messages may be stored or not.</param>
/// <param name="Deliveries">Calls of handlers.</param>
/// <param name="Succeeded">Different messages that were handled with success.</param>
/// <param name="Repeated">Calls of handlers for messages that had been handled with success already.</param>
/// <param name="Faults">Notes and lost members.</param>
public sealed record HistoryCounts(int Sent, int Acknowledged, int Uncertain, int Deliveries, int Succeeded, int Repeated, int Faults)
{
    internal static HistoryCounts Of(IReadOnlyList<HistoryEvent> events)
    {
        HashSet<string> succeeded = new(StringComparer.Ordinal);
        int repeated = 0;
        foreach (HistoryEvent happened in events)
        {
            if (happened is DeliveryEnded { Outcome: ConsumeOutcome.Success } ended)
                succeeded.Add(ended.Id);
            else if (happened is DeliveryBegan began && succeeded.Contains(began.Id))
                repeated++;
        }
        return new(
            events.OfType<SendBegan>().Count(),
            events.OfType<SendAcknowledged>().Count(),
            events.OfType<SendFailed>().Count(),
            events.OfType<DeliveryBegan>().Count(),
            succeeded.Count,
            repeated,
            events.Count(happened => happened is Noted or MemberLost)
        );
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Sent} sent, {Acknowledged} acknowledged, {Uncertain} uncertain, {Deliveries} deliveries, {Succeeded} handled, {Repeated} repeated, {Faults} faults";
}
