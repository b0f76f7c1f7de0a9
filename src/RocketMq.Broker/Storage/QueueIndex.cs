namespace RocketMq.Broker.Storage;

/// <summary>
/// The entries of one queue, by queue offset. One writer at a time (the store's append lock); readers take no lock:
/// an entry is complete before <see cref="Max"/> covers it.
/// </summary>
internal sealed class QueueIndex
{
    public const long NoTime = -1;

    private const int ChunkShift = 8;
    private const int ChunkSize = 1 << ChunkShift;
    private const int ChunkMask = ChunkSize - 1;

    private QueueEntry[]?[] _chunks = [];
    private long _min;
    private long _max;

    public long Min => Volatile.Read(ref _min);

    public long Max => Volatile.Read(ref _max);

    /// <summary>Store time of the oldest record, or <see cref="NoTime"/>.</summary>
    public long EarliestStoreTime => TryGet(Min, out var entry) ? entry.StoreTimestamp : NoTime;

    public void Append(in QueueEntry entry)
    {
        var chunk = (int)(_max >> ChunkShift);
        if (chunk >= _chunks.Length)
            Grow();
        var entries = _chunks[chunk] ??= new QueueEntry[ChunkSize];
        entries[_max & ChunkMask] = entry;
        Volatile.Write(ref _max, _max + 1);
    }

    /// <summary>False where the offset was never written or retention has dropped it.</summary>
    public bool TryGet(long offset, out QueueEntry entry)
    {
        if (offset >= Min && offset < Max && Volatile.Read(ref _chunks)[offset >> ChunkShift] is { } entries)
        {
            entry = entries[offset & ChunkMask];
            return true;
        }
        entry = default;
        return false;
    }

    /// <summary>Moves <see cref="Min"/> past every entry whose record lies below <paramref name="physicalFloor"/>.</summary>
    public void DropBelow(long physicalFloor)
    {
        var min = _min;
        while (min < _max && _chunks[min >> ChunkShift]![min & ChunkMask].PhysicalOffset < physicalFloor)
            min++;
        if (min == _min)
            return;
        var firstKept = (int)(min >> ChunkShift);
        Volatile.Write(ref _min, min);
        for (var chunk = firstKept - 1; chunk >= 0 && _chunks[chunk] is not null; chunk--)
            _chunks[chunk] = null;
    }

    /// <summary>
    /// The offset for a time: the first entry stored at or after it, or with <paramref name="upper"/> the last entry
    /// stored at or before it (broker reference 4.15).
    /// </summary>
    public long Search(long timestamp, bool upper)
    {
        var min = Min;
        var max = Max;
        if (min >= max)
            return min;
        if (!upper)
            return FirstWith(min, max, timestamp, after: false);
        var later = FirstWith(min, max, timestamp, after: true);
        return later == min ? min : later - 1;
    }

    private long FirstWith(long low, long high, long timestamp, bool after)
    {
        while (low < high)
        {
            var middle = low + ((high - low) >> 1);
            var reached = TryGet(middle, out var entry) && (after ? entry.StoreTimestamp > timestamp : entry.StoreTimestamp >= timestamp);
            if (reached)
                high = middle;
            else
                low = middle + 1;
        }
        return low;
    }

    private void Grow()
    {
        var grown = new QueueEntry[]?[Math.Max(4, _chunks.Length * 2)];
        _chunks.CopyTo(grown, 0);
        Volatile.Write(ref _chunks, grown);
    }
}
