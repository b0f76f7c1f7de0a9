using System.Buffers;
using System.Diagnostics;

namespace RocketMq.Consuming;

/// <summary>
/// The records of one pull in pooled memory that the messages of the pull share. It goes back to the pool when the last of them gave up its share; a
/// message that never does (its queue was taken away, its handler does not end) leaves all of it to the garbage collector. Thread-safe.
/// </summary>
internal sealed class PullBuffer
{
    private readonly byte[] _bytes;
    private readonly int _length;

    // The one who fills the buffer has a share of its own, so that it lasts until every message has been made.
    private int _shares = 1;

    private PullBuffer(byte[] bytes, int length)
    {
        _bytes = bytes;
        _length = length;
    }

    public ReadOnlyMemory<byte> Memory => _bytes.AsMemory(0, _length);

    /// <summary>Copies records out of memory that is about to be reused.</summary>
    /// <returns>The buffer with one share, the caller's.</returns>
    public static PullBuffer Copy(ReadOnlySpan<byte> records)
    {
        byte[] bytes = ArrayPool<byte>.Shared.Rent(records.Length);
        records.CopyTo(bytes);
        return new PullBuffer(bytes, records.Length);
    }

    /// <summary>Takes a share for a message.</summary>
    public void Share() => Interlocked.Increment(ref _shares);

    /// <summary>Gives one share up; after the last the memory belongs to somebody else.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _shares) != 0)
            return;

        Poison();
        ArrayPool<byte>.Shared.Return(_bytes);
    }

    /// <summary>Makes whoever still reads a span of it notice, in debug builds.</summary>
    [Conditional("DEBUG")]
    private void Poison() => _bytes.AsSpan(0, _length).Fill(0xDD);
}
