using RocketMq.Protocol;

namespace RocketMq.Testing;

/// <summary>Committed offsets only grow, except to where an administrator reset them.</summary>
internal sealed class OffsetsForwardRule : IHistoryRule
{
    public string Name => "no committed offset goes back";

    public IEnumerable<HistoryViolation> Check(IReadOnlyList<HistoryEvent> events)
    {
        Dictionary<MessageQueue, OffsetCommitted> last = [];
        Dictionary<MessageQueue, OffsetReset> resets = [];
        foreach (HistoryEvent happened in events)
        {
            if (happened is OffsetReset reset)
            {
                resets[reset.Queue] = reset;
            }
            else if (happened is OffsetCommitted committed)
            {
                if (
                    last.TryGetValue(committed.Queue, out OffsetCommitted? before)
                    && committed.Offset < before.Offset
                    && !WasReset(before, committed)
                )
                    yield return new(Name, $"the offset went from {before.Offset} back to {committed.Offset}", [before, committed]);
                last[committed.Queue] = committed;
            }
        }

        bool WasReset(OffsetCommitted before, OffsetCommitted now) =>
            resets.TryGetValue(now.Queue, out OffsetReset? reset) && reset.Number > before.Number && reset.Offset <= now.Offset;
    }
}
