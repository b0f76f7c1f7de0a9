using System.Buffers;

namespace RocketMq.Protocol;

/// <summary>Reads the literals section of a block; remembers the Huffman code for the blocks after it (RFC 8878, 3.1.1.3.1).</summary>
internal sealed class LiteralsReader
{
    private const int LengthBitsOfRaw = 3;
    private const int LengthBitsOfCompressed = 4;

    private readonly HuffmanDecodingTable _huffman = new();
    private byte[] _buffer = [];

    /// <summary>Forgets the code of the frame before.</summary>
    public void Reset() => _huffman.Forget();

    /// <summary>Reads the section and moves the block behind it.</summary>
    /// <returns>The literals: part of the block, or valid until the next call.</returns>
    /// <exception cref="ProtocolException">The section is malformed.</exception>
    public ReadOnlySpan<byte> Read(ref ReadOnlySpan<byte> block, int maxLength)
    {
        if (block.IsEmpty)
            throw ZstdFormat.Malformed("a compressed block is empty");

        int kind = block[0] & 3;
        return kind is ZstdFormat.RawLiterals or ZstdFormat.RepeatedByteLiterals
            ? ReadPlain(ref block, kind, maxLength)
            : ReadCompressed(ref block, kind, maxLength);
    }

    /// <summary>Gives the memory back to the pool.</summary>
    public void Release()
    {
        byte[] buffer = _buffer;
        _buffer = [];
        if (buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(buffer);
    }

    private ReadOnlySpan<byte> ReadPlain(ref ReadOnlySpan<byte> block, int kind, int maxLength)
    {
        int format = (block[0] >> 2) & 3;
        int headerLength = format switch
        {
            1 => 2,
            3 => 3,
            _ => 1,
        };
        int length = (int)(ReadHeader(ref block, headerLength) >> (headerLength == 1 ? LengthBitsOfRaw : LengthBitsOfCompressed));
        CheckLength(length, maxLength);
        ReadOnlySpan<byte> content = Take(ref block, kind == ZstdFormat.RawLiterals ? length : 1);
        if (kind == ZstdFormat.RawLiterals)
            return content;

        Span<byte> literals = Rent(length);
        literals.Fill(content[0]);
        return literals;
    }

    private ReadOnlySpan<byte> ReadCompressed(ref ReadOnlySpan<byte> block, int kind, int maxLength)
    {
        int format = (block[0] >> 2) & 3;
        (int headerLength, int bits) = format switch
        {
            2 => (4, 14),
            3 => (5, 18),
            _ => (3, 10),
        };
        ulong header = ReadHeader(ref block, headerLength) >> LengthBitsOfCompressed;
        int length = (int)(header & ((1UL << bits) - 1));
        CheckLength(length, maxLength);
        ReadOnlySpan<byte> content = Take(ref block, (int)(header >> bits));
        if (kind == ZstdFormat.CompressedLiterals)
            _huffman.Read(ref content);
        else if (!_huffman.IsKnown)
            throw ZstdFormat.Malformed("literals refer to the Huffman tree of a block before, and there is none");

        Span<byte> literals = Rent(length);
        if (format == 0)
            _huffman.Decode(content, literals);
        else
            DecodeFour(content, literals);
        return literals;
    }

    private void DecodeFour(ReadOnlySpan<byte> content, Span<byte> literals)
    {
        int quarter = (literals.Length + 3) / 4;
        if (content.Length < ZstdFormat.JumpTableLength || literals.Length < 3 * quarter)
            throw ZstdFormat.Malformed($"{literals.Length} literals in {content.Length} bytes do not make four streams");

        ReadOnlySpan<byte> jumps = content[..ZstdFormat.JumpTableLength];
        ReadOnlySpan<byte> streams = content[ZstdFormat.JumpTableLength..];
        for (int i = 0; i < 3; i++)
        {
            ReadOnlySpan<byte> stream = Take(ref streams, jumps[2 * i] | (jumps[(2 * i) + 1] << 8));
            _huffman.Decode(stream, literals.Slice(i * quarter, quarter));
        }

        _huffman.Decode(streams, literals[(3 * quarter)..]);
    }

    private static void CheckLength(int length, int maxLength)
    {
        if (length > maxLength)
            throw ZstdFormat.Malformed($"{length} literals are more than the {maxLength} bytes of a block");
    }

    private static ulong ReadHeader(ref ReadOnlySpan<byte> block, int length)
    {
        ReadOnlySpan<byte> bytes = Take(ref block, length);
        ulong header = 0;
        for (int i = length - 1; i >= 0; i--)
            header = (header << 8) | bytes[i];
        return header;
    }

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> bytes, int count)
    {
        if (count > bytes.Length)
            throw ZstdFormat.Malformed("a block ends within its literals");

        ReadOnlySpan<byte> taken = bytes[..count];
        bytes = bytes[count..];
        return taken;
    }

    private Span<byte> Rent(int length)
    {
        if (_buffer.Length < length)
        {
            Release();
            _buffer = ArrayPool<byte>.Shared.Rent(length);
        }

        return _buffer.AsSpan(0, length);
    }
}
