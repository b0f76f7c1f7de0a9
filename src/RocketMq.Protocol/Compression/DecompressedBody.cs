using System.Buffers;

namespace RocketMq.Protocol;

/// <summary>
/// What a decompressor writes to: one contiguous block of pooled memory that grows with what is really written, never with what the
/// input claims, and never beyond a limit. Matches are copied inside it.
/// </summary>
/// <param name="limit">The largest body to accept, in bytes.</param>
internal sealed class DecompressedBody(int limit) : IDisposable
{
    private const int FirstBlock = 4096;

    private byte[] _bytes = [];

    /// <summary>The number of bytes written.</summary>
    public int Length { get; private set; }

    public ReadOnlySpan<byte> WrittenSpan => _bytes.AsSpan(0, Length);

    /// <summary>Refuses a body whose announced size is beyond the limit before anything of it is decompressed.</summary>
    /// <exception cref="ProtocolException">It is.</exception>
    public void Expect(ulong count)
    {
        if (count > (ulong)(limit - Length))
            throw TooLarge();
    }

    /// <summary>Appends room, to be filled by the caller.</summary>
    /// <exception cref="ProtocolException">The body is larger than permitted.</exception>
    public Span<byte> Append(int count)
    {
        if (count > _bytes.Length - Length || count > limit - Length)
            Grow(count);

        Span<byte> room = _bytes.AsSpan(Length, count);
        Length += count;
        return room;
    }

    /// <summary>Appends bytes.</summary>
    /// <exception cref="ProtocolException">The body is larger than permitted.</exception>
    public void Write(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Append(bytes.Length));

    /// <summary>Appends bytes written before. The two ranges may overlap: the copy then repeats what it has just written.</summary>
    /// <param name="distance">How far back to begin: 1 to <see cref="Length"/>, checked by the caller.</param>
    /// <param name="count">How many bytes.</param>
    /// <exception cref="ProtocolException">The body is larger than permitted.</exception>
    public void Repeat(int distance, int count)
    {
        int start = Length - distance;
        Span<byte> target = Append(count);
        if (distance == 1)
        {
            target.Fill(_bytes[start]);
            return;
        }

        // Each pass doubles what can be repeated without overlap.
        ReadOnlySpan<byte> source = _bytes.AsSpan(start, distance);
        while (target.Length > source.Length)
        {
            source.CopyTo(target);
            target = target[source.Length..];
            source = _bytes.AsSpan(start, source.Length * 2);
        }

        source[..target.Length].CopyTo(target);
    }

    public byte[] ToArray() => WrittenSpan.ToArray();

    /// <summary>Gives the memory back to the pool.</summary>
    public void Dispose()
    {
        byte[] bytes = _bytes;
        _bytes = [];
        Length = 0;
        if (bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(bytes);
    }

    private void Grow(int count)
    {
        if (count > limit - Length)
            throw TooLarge();

        long doubled = Math.Max(_bytes.Length * 2L, FirstBlock);
        byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(Math.Max(doubled, (long)Length + count), limit));
        WrittenSpan.CopyTo(larger);
        if (_bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }

    private ProtocolException TooLarge() =>
        new($"A message body decompresses to more than the permitted {limit} bytes; raise the limit if messages of this size are wanted.");
}
