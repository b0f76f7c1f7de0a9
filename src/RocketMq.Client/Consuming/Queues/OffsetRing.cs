using System.Diagnostics.CodeAnalysis;

namespace RocketMq.Consuming;

/// <summary>
/// The queue offsets that were pulled and not yet settled, in rising order with gaps allowed. Appending and completing cost O(1) amortised,
/// however the completions are ordered. Not thread-safe: <see cref="ProcessQueue"/> guards it.
/// </summary>
/// <remarks>
/// An entry is addressed by a sequence number that never repeats, so a completion that arrives after <see cref="Clear"/> hits nothing.
/// </remarks>
internal sealed class OffsetRing
{
    private const int InitialCapacity = 64;

    private Entry[] _entries = new Entry[InitialCapacity];
    private long _head;
    private long _tail;

    /// <summary>Entries that are not completed.</summary>
    public int PendingCount { get; private set; }

    /// <summary>The sum of the sizes of the entries that are not completed, in bytes.</summary>
    public long PendingBytes { get; private set; }

    /// <summary>Whether every appended entry is completed.</summary>
    public bool IsEmpty => _head == _tail;

    /// <summary>The smallest offset that is not completed. Only while not <see cref="IsEmpty"/>.</summary>
    public long FirstOffset => this[_head].Offset;

    /// <summary>When the smallest offset that is not completed was appended, in UTC ticks. Only while not <see cref="IsEmpty"/>.</summary>
    public long FirstAppendedAt => this[_head].AppendedAt;

    /// <summary>The largest appended offset. Only while not <see cref="IsEmpty"/>.</summary>
    public long LastOffset => this[_tail - 1].Offset;

    /// <summary>How far the largest offset lies above the smallest that is not completed; 0 when empty.</summary>
    public long Span => IsEmpty ? 0 : LastOffset - FirstOffset;

    private ref Entry this[long sequence] => ref _entries[sequence & (_entries.Length - 1)];

    /// <summary>Adds an offset above all others and returns its sequence number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The offset is not above the last one.</exception>
    /// <param name="offset">The offset.</param>
    /// <param name="bytes">The size of its message.</param>
    /// <param name="appendedAt">When, in UTC ticks.</param>
    public long Append(long offset, int bytes, long appendedAt = 0)
    {
        if (!IsEmpty && offset <= LastOffset)
            ThrowNotRising(offset);

        if (_tail - _head == _entries.Length)
            Grow();

        this[_tail] = new Entry(offset, bytes, appendedAt);
        PendingCount++;
        PendingBytes += bytes;
        return _tail++;
    }

    /// <summary>Whether the entry is held and not completed.</summary>
    public bool IsPending(long sequence) => sequence >= _head && sequence < _tail && !this[sequence].IsDone;

    /// <summary>Completes an entry; false when it was completed before or cleared away.</summary>
    public bool TryComplete(long sequence)
    {
        if (!IsPending(sequence))
            return false;

        ref Entry entry = ref this[sequence];
        entry.IsDone = true;
        PendingCount--;
        PendingBytes -= entry.Bytes;
        while (_head < _tail && this[_head].IsDone)
            _head++;

        return true;
    }

    /// <summary>Forgets every entry; their sequence numbers stay used up.</summary>
    public void Clear()
    {
        _head = _tail;
        PendingCount = 0;
        PendingBytes = 0;
    }

    private void Grow()
    {
        var larger = new Entry[_entries.Length * 2];
        for (long sequence = _head; sequence < _tail; sequence++)
            larger[sequence & (larger.Length - 1)] = this[sequence];

        _entries = larger;
    }

    [DoesNotReturn]
    private void ThrowNotRising(long offset) =>
        throw new ArgumentOutOfRangeException(nameof(offset), offset, $"Offsets must rise; the last one is {LastOffset}.");

    private record struct Entry(long Offset, int Bytes, long AppendedAt, bool IsDone = false);
}
