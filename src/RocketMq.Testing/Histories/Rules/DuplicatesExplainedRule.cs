using RocketMq.Protocol;

namespace RocketMq.Testing;

/// <summary>A position of a queue is handled again only after something that makes RocketMQ deliver it again.</summary>
internal sealed class DuplicatesExplainedRule : IHistoryRule
{
    public string Name => "no message is repeated without a reason";

    public IEnumerable<HistoryViolation> Check(IReadOnlyList<HistoryEvent> events)
    {
        Dictionary<(MessageQueue, long), DeliveryBegan> earlier = [];
        Dictionary<long, DeliveryEnded> ends = [];
        Dictionary<string, int> lost = new(StringComparer.Ordinal);
        Dictionary<(string, MessageQueue), int> released = [];
        Dictionary<MessageQueue, OffsetReset> resets = [];
        foreach (HistoryEvent happened in events)
        {
            switch (happened)
            {
                case DeliveryEnded ended:
                    ends[ended.Delivery] = ended;
                    break;
                case MemberLost member:
                    lost[member.Member] = member.Number;
                    break;
                case QueueReleased release:
                    released[(release.Member, release.Queue)] = release.Number;
                    break;
                case OffsetReset reset:
                    resets[reset.Queue] = reset;
                    break;
                case DeliveryBegan again:
                    if (earlier.TryGetValue((again.Queue, again.Offset), out DeliveryBegan? first) && !IsExplained(first, again))
                        yield return Describe(first, ends.GetValueOrDefault(first.Delivery), again);
                    earlier[(again.Queue, again.Offset)] = again;
                    break;
                default:
                    break;
            }
        }

        bool IsExplained(DeliveryBegan first, DeliveryBegan again) =>
            first.Member != again.Member
            || ends.GetValueOrDefault(first.Delivery) is { Outcome: not ConsumeOutcome.Success }
            || lost.GetValueOrDefault(first.Member, -1) > first.Number
            || released.GetValueOrDefault((first.Member, first.Queue), -1) > first.Number
            || (resets.TryGetValue(first.Queue, out OffsetReset? reset) && reset.Number > first.Number && reset.Offset <= first.Offset);
    }

    private HistoryViolation Describe(DeliveryBegan first, DeliveryEnded? end, DeliveryBegan again) =>
        end is null
            ? new(Name, $"{again.Member} began {again.Id} again while its first call still ran", [first, again])
            : new(Name, $"{again.Member} handled {again.Id} again, although it had succeeded and kept its queue", [first, end, again]);
}
