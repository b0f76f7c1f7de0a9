using RocketMq.Protocol;

namespace RocketMq.Testing;

/// <summary>No two handlers run for one queue, or for one key of it, at the same time.</summary>
internal sealed class OneOwnerRule(bool perKey) : IHistoryRule
{
    public string Name => perKey ? "no two handlers run for one key at once" : "no queue has two owners at once";

    public IEnumerable<HistoryViolation> Check(IReadOnlyList<HistoryEvent> events)
    {
        Dictionary<(MessageQueue, string?), DeliveryBegan> inside = [];
        Dictionary<long, (MessageQueue, string?)> places = [];
        foreach (HistoryEvent happened in events)
        {
            switch (happened)
            {
                case DeliveryBegan began when !perKey || began.Key is not null:
                    (MessageQueue, string?) place = (began.Queue, perKey ? began.Key : null);
                    if (inside.TryGetValue(place, out DeliveryBegan? other))
                        yield return new(
                            Name,
                            $"{began.Member} began {began.Id} while {other.Member} still handled {other.Id}",
                            [other, began]
                        );
                    inside[place] = began;
                    places[began.Delivery] = place;
                    break;
                case DeliveryEnded ended when places.Remove(ended.Delivery, out (MessageQueue, string?) left):
                    if (inside.TryGetValue(left, out DeliveryBegan? last) && last.Delivery == ended.Delivery)
                        inside.Remove(left);
                    break;
                case MemberLost lost:
                    // What a lost member still does cannot be stopped by anyone; what it begins from now on could be.
                    foreach (
                        (MessageQueue, string?) key in inside
                            .Where(entry => entry.Value.Member == lost.Member)
                            .Select(entry => entry.Key)
                            .ToList()
                    )
                        inside.Remove(key);
                    break;
                default:
                    break;
            }
        }
    }
}
