using System.Runtime.CompilerServices;
using RocketMq.Protocol;

namespace RocketMq.Broker.Storage.Indexing;

/// <summary>Finds records by topic and key (broker reference 4.14). What a segment's index takes is freed with the segment. Thread-safe.</summary>
internal sealed class KeyIndex(MessageStore store)
{
    private readonly ConditionalWeakTable<LogSegment, SegmentKeys> _keys = [];
    private readonly Lock _gate = new();

    /// <summary>The newest matching records, ascending by physical offset.</summary>
    public List<MessageRecord> Find(in KeyQuery query)
    {
        var found = new List<MessageRecord>();
        var segments = store.Segments;
        lock (_gate)
        {
            for (var at = segments.Count - 1; at >= 0 && found.Count < query.MaxCount; at--)
                _keys.GetValue(segments[at], static segment => new SegmentKeys(segment)).Search(query, found);
        }
        found.Reverse();
        return found;
    }
}
