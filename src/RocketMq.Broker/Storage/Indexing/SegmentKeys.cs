using System.Buffers.Binary;
using RocketMq.Protocol;

namespace RocketMq.Broker.Storage.Indexing;

/// <summary>
/// The keys of one segment's records: chains of equal hashes, newest first. It is brought up to date when it is searched, so appending
/// a message costs nothing for it. Not thread-safe.
/// </summary>
internal sealed class SegmentKeys(LogSegment segment)
{
    private const int FewestSlots = 256;
    private const int None = -1;

    private int[] _slots = NewSlots(FewestSlots);
    private Entry[] _entries = new Entry[FewestSlots];
    private int _count;
    private int _indexed;

    /// <summary>Adds the segment's matching records, newest first, until the list is full.</summary>
    public void Search(in KeyQuery query, List<MessageRecord> found)
    {
        CatchUp();
        var hash = query.Hash;
        for (var at = _slots[SlotOf(hash)]; at != None && found.Count < query.MaxCount; at = _entries[at].Previous)
        {
            // A record that names its key twice is in the chain twice, one right after the other.
            if (_entries[at].Hash == hash && query.Matches(ReadAt(_entries[at].Position)) && !IsLast(found, _entries[at].Position))
                found.Add(ReadAt(_entries[at].Position));
        }
    }

    private bool IsLast(List<MessageRecord> found, int position) =>
        found.Count > 0 && found[^1].CommitLogOffset == segment.BaseOffset + position;

    private void CatchUp()
    {
        var end = segment.Written;
        while (_indexed < end)
        {
            var record = ReadAt(_indexed);
            AddKeysOf(record, _indexed);
            _indexed += record.StoreSize;
        }
    }

    private void AddKeysOf(in MessageRecord record, int position)
    {
        var topic = record.Topic.ToUtf8().Span;
        foreach (var property in PropertiesText.Enumerate(record.Properties.Span))
        {
            if (property.Name.SequenceEqual(RecordKeys.UniqueKeyName))
                Add(RecordKeys.Hash(topic, property.Value), position);
            else if (property.Name.SequenceEqual(RecordKeys.KeysName))
                foreach (var key in property.Value.Split(RecordKeys.KeySeparator))
                    Add(RecordKeys.Hash(topic, property.Value[key]), position);
        }
    }

    private void Add(int hash, int position)
    {
        if (_count == _entries.Length)
            Grow();
        ref int slot = ref _slots[SlotOf(hash)];
        _entries[_count] = new Entry(hash, position, slot);
        slot = _count++;
    }

    private void Grow()
    {
        Array.Resize(ref _entries, _entries.Length * 2);
        _slots = NewSlots(_entries.Length);
        for (var at = 0; at < _count; at++)
        {
            ref int slot = ref _slots[SlotOf(_entries[at].Hash)];
            _entries[at] = _entries[at] with { Previous = slot };
            slot = at;
        }
    }

    private MessageRecord ReadAt(int position)
    {
        var rest = segment.Read(position, segment.Written - position);
        var start = 0;
        return MessageRecordReader.TryRead(rest[..BinaryPrimitives.ReadInt32BigEndian(rest.Span)], ref start, out var record)
            ? record
            : throw new InvalidOperationException($"The log has no record at {segment.BaseOffset + position}, where one was written.");
    }

    private int SlotOf(int hash) => hash & (_slots.Length - 1);

    private static int[] NewSlots(int count)
    {
        var slots = new int[count];
        Array.Fill(slots, None);
        return slots;
    }

    private readonly record struct Entry(int Hash, int Position, int Previous);
}
