using System.Buffers.Binary;

namespace RocketMq.Protocol;

/// <summary>Writes the literals section of a block: Huffman-coded where that helps, else as they are (RFC 8878, 3.1.1.3.1).</summary>
internal sealed class LiteralsWriter
{
    /// <summary>Fewer literals do not pay for a tree.</summary>
    private const int MinHuffmanLength = 32;

    /// <summary>From here on four streams are written, which readers can read side by side.</summary>
    private const int MinFourStreamsLength = 256;

    private readonly HuffmanEncodingTable _huffman = new();
    private readonly int[] _frequencies = new int[ZstdFormat.MaxHuffmanSymbols];

    public void Write(ReadOnlySpan<byte> literals, GrowableBuffer output)
    {
        if (literals.Length > 1 && literals.IndexOfAnyExcept(literals[0]) < 0)
        {
            WritePlainHeader(ZstdFormat.RepeatedByteLiterals, literals.Length, output);
            output.WriteByte(literals[0]);
        }
        else if (literals.Length < MinHuffmanLength || !TryCompress(literals, output))
        {
            WritePlainHeader(ZstdFormat.RawLiterals, literals.Length, output);
            output.Write(literals);
        }
    }

    private static void WritePlainHeader(int kind, int length, GrowableBuffer output)
    {
        (int size, int header) = length switch
        {
            < 1 << 5 => (1, length << 3),
            < 1 << 12 => (2, (1 << 2) | (length << 4)),
            _ => (3, (3 << 2) | (length << 4)),
        };
        BinaryPrimitives.WriteInt32LittleEndian(output.GetSpan(sizeof(int)), header | kind);
        output.Advance(size);
    }

    private bool TryCompress(ReadOnlySpan<byte> literals, GrowableBuffer output)
    {
        Array.Clear(_frequencies);
        foreach (byte literal in literals)
            _frequencies[literal]++;
        _huffman.Build(_frequencies);
        if (_huffman.Cost(_frequencies) / 8 >= literals.Length)
            return false;

        (int size, int format, int bits) = literals.Length switch
        {
            < MinFourStreamsLength => (3, 0, 10),
            < 1 << 10 => (3, 1, 10),
            < 1 << 14 => (4, 2, 14),
            _ => (5, 3, 18),
        };
        int start = output.WrittenCount;
        output.GetSpan(size);
        output.Advance(size);
        if (!_huffman.TryWriteDescription(output) || !TryWriteStreams(literals, format, output))
        {
            output.Truncate(start);
            return false;
        }

        int length = output.WrittenCount - start - size;
        if (length >= literals.Length)
        {
            output.Truncate(start);
            return false;
        }

        ulong header = (ulong)(ZstdFormat.CompressedLiterals | (format << 2));
        header |= ((ulong)literals.Length << 4) | ((ulong)length << (4 + bits));
        for (int i = 0; i < size; i++)
            output.WrittenSpan[start + i] = (byte)(header >> (8 * i));
        return true;
    }

    private bool TryWriteStreams(ReadOnlySpan<byte> literals, int format, GrowableBuffer output)
    {
        if (format == 0)
            return TryWriteStream(literals, output, out _);

        int jumps = output.WrittenCount;
        output.GetSpan(ZstdFormat.JumpTableLength);
        output.Advance(ZstdFormat.JumpTableLength);
        int quarter = (literals.Length + 3) / 4;
        for (int i = 0; i < 3; i++)
        {
            if (!TryWriteStream(literals.Slice(i * quarter, quarter), output, out int length))
                return false;
            BinaryPrimitives.WriteUInt16LittleEndian(output.WrittenSpan[(jumps + (2 * i))..], (ushort)length);
        }

        return TryWriteStream(literals[(3 * quarter)..], output, out _);
    }

    /// <summary>Longer than what it stands for a stream need not become; all four together are compared afterwards.</summary>
    private bool TryWriteStream(ReadOnlySpan<byte> literals, GrowableBuffer output, out int length)
    {
        int room = literals.Length + (literals.Length / 2) + sizeof(ulong);
        length = _huffman.Write(literals, output.GetSpan(room)[..room]);
        output.Advance(Math.Max(length, 0));
        return length >= 0;
    }
}
