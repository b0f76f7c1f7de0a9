using System.Buffers;

namespace RocketMq.Protocol;

/// <summary>
/// One contiguous, growing block of pooled memory to encode into. What is written can be read, patched and truncated, which is
/// how length fields are filled in after the fact. Not thread-safe; spans and memory obtained from it are valid until the next
/// write, <see cref="Trim"/> or <see cref="Dispose"/>.
/// </summary>
public sealed class GrowableBuffer : IBufferWriter<byte>, IDisposable
{
    private const int DefaultCapacity = 4096;

    private byte[] _bytes;

    /// <summary>Rents the first block.</summary>
    /// <param name="initialCapacity">Bytes to start with, at least 1; default 4,096.</param>
    public GrowableBuffer(int initialCapacity = DefaultCapacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(initialCapacity);
        _bytes = ArrayPool<byte>.Shared.Rent(initialCapacity);
    }

    /// <summary>The number of bytes written.</summary>
    public int WrittenCount { get; private set; }

    /// <summary>The number of bytes that fit before the block must grow.</summary>
    public int Capacity => _bytes.Length;

    /// <summary>What is written, open to patching.</summary>
    public Span<byte> WrittenSpan => _bytes.AsSpan(0, WrittenCount);

    /// <summary>What is written.</summary>
    public ReadOnlyMemory<byte> WrittenMemory => _bytes.AsMemory(0, WrittenCount);

    /// <inheritdoc/>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _bytes.Length - WrittenCount);
        WrittenCount += count;
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        EnsureFree(sizeHint);
        return _bytes.AsSpan(WrittenCount);
    }

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        EnsureFree(sizeHint);
        return _bytes.AsMemory(WrittenCount);
    }

    /// <summary>Appends bytes.</summary>
    /// <param name="bytes">What to append.</param>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        EnsureFree(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(WrittenCount));
        WrittenCount += bytes.Length;
    }

    /// <summary>Appends one byte.</summary>
    /// <param name="value">What to append.</param>
    public void WriteByte(byte value)
    {
        EnsureFree(1);
        _bytes[WrittenCount++] = value;
    }

    /// <summary>Forgets what was written after a position.</summary>
    /// <param name="count">How many bytes stay, at most <see cref="WrittenCount"/>.</param>
    public void Truncate(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, WrittenCount);
        WrittenCount = count;
    }

    /// <summary>Forgets everything written and keeps the memory.</summary>
    public void Clear() => WrittenCount = 0;

    /// <summary>Forgets everything written and swaps a block that grew beyond a size for one of that size.</summary>
    /// <param name="maxCapacity">Bytes worth keeping, at least 1.</param>
    public void Trim(int maxCapacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxCapacity);
        WrittenCount = 0;
        // The pool rounds up to a power of two; only a block that is really larger is worth exchanging.
        if (_bytes.Length / 2 < maxCapacity)
            return;

        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = ArrayPool<byte>.Shared.Rent(maxCapacity);
    }

    /// <summary>Gives the memory back to the pool; the buffer is empty then and rents again when written to.</summary>
    public void Dispose()
    {
        byte[] bytes = _bytes;
        _bytes = [];
        WrittenCount = 0;
        if (bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(bytes);
    }

    private void EnsureFree(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (_bytes.Length - WrittenCount < Math.Max(count, 1))
            Grow(Math.Max(count, 1));
    }

    private void Grow(int count)
    {
        long needed = (long)WrittenCount + count;
        if (needed > Array.MaxLength)
            throw new ProtocolException($"A buffer of {needed} bytes cannot exist; split what is to be written into smaller frames.");

        int capacity = (int)Math.Min(Math.Max(needed, Math.Max(_bytes.Length * 2L, DefaultCapacity)), Array.MaxLength);
        byte[] larger = ArrayPool<byte>.Shared.Rent(capacity);
        WrittenSpan.CopyTo(larger);
        if (_bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
