namespace RocketMq.Broker.Storage;

/// <summary>
/// One endless log of records in memory. A record's physical offset never changes and never comes again, because it
/// leaks into message ids and send-back requests. Segments have one size, so an offset names its segment by division;
/// a record that does not fit the rest of a segment starts the next one. Writers hold the store's append lock.
/// </summary>
internal sealed class CommitLog
{
    private const int DefaultSegmentSize = 8 * 1024 * 1024;

    private readonly int _segmentSize;
    private readonly int _keptSegments;
    private SegmentTable _table = new(0, []);

    /// <param name="largestRecord">Bytes of the largest record that will be written.</param>
    /// <param name="maxBytes">Bytes kept before the oldest segment goes; at least two segments are kept.</param>
    public CommitLog(int largestRecord, long maxBytes)
    {
        _segmentSize = Math.Max(DefaultSegmentSize, largestRecord);
        _keptSegments = (int)Math.Clamp(maxBytes / _segmentSize, 2, int.MaxValue);
    }

    /// <summary>The physical offset of the oldest byte still kept.</summary>
    public long MinOffset => (long)Volatile.Read(ref _table).First * _segmentSize;

    /// <summary>The physical offset that the next record would have at the earliest.</summary>
    public long MaxOffset => Volatile.Read(ref _table) is { Segments: [.., var last] } ? last.BaseOffset + last.Written : 0;

    /// <summary>What is kept, the oldest first.</summary>
    public IReadOnlyList<LogSegment> Segments => Volatile.Read(ref _table).Segments;

    /// <summary>The segment with room for a record of that size; <paramref name="droppedSome"/> says that the oldest went to make room.</summary>
    public LogSegment SegmentFor(int size, out bool droppedSome)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, _segmentSize);
        droppedSome = false;
        if (_table is { Segments: [.., var last] } && last.Free >= size)
            return last;
        return Roll(out droppedSome);
    }

    /// <summary>The bytes of a record, or false where the offset is outside of what is kept.</summary>
    public bool TryRead(long physicalOffset, int size, out ReadOnlyMemory<byte> record)
    {
        var rest = ReadFrom(physicalOffset);
        var isThere = rest.Length >= size;
        record = isThere ? rest[..size] : default;
        return isThere;
    }

    /// <summary>What is written from an offset to the end of its segment; nothing where the offset is outside of what is kept.</summary>
    public ReadOnlyMemory<byte> ReadFrom(long physicalOffset)
    {
        var table = Volatile.Read(ref _table);
        var number = physicalOffset / _segmentSize - table.First;
        if (physicalOffset < 0 || number < 0 || number >= table.Segments.Length)
            return default;
        var segment = table.Segments[number];
        var position = (int)(physicalOffset - segment.BaseOffset);
        return position < segment.Written ? segment.Read(position, segment.Written - position) : default;
    }

    private LogSegment Roll(out bool droppedSome)
    {
        var table = _table;
        var number = table.First + table.Segments.Length;
        var segment = new LogSegment((long)number * _segmentSize, _segmentSize);
        var dropped = Math.Max(0, table.Segments.Length + 1 - _keptSegments);
        Volatile.Write(ref _table, new SegmentTable(table.First + dropped, [.. table.Segments.AsSpan(dropped), segment]));
        droppedSome = dropped > 0;
        return segment;
    }

    private sealed record SegmentTable(int First, LogSegment[] Segments);
}
