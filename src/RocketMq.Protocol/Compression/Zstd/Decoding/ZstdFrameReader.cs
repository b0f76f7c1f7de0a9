using System.Buffers.Binary;

namespace RocketMq.Protocol;

/// <summary>
/// Decompresses Zstandard frames: one or several, skippable ones in between, with and without content size, checksums verified. Dictionaries are
/// refused in words. Not thread-safe; one per thread is kept, because its tables take more memory than most bodies.
/// </summary>
internal sealed class ZstdFrameReader
{
    [ThreadStatic]
    private static ZstdFrameReader? t_kept;

    private readonly LiteralsReader _literals = new();
    private readonly SequencesReader _sequences = new();

    /// <exception cref="ProtocolException">The input is not made of whole Zstandard frames, or the body is larger than permitted.</exception>
    public static void Read(ReadOnlySpan<byte> input, DecompressedBody body)
    {
        ZstdFrameReader reader = t_kept ??= new();
        try
        {
            do
            {
                reader.ReadFrame(ref input, body);
            } while (!input.IsEmpty);
        }
        finally
        {
            reader._literals.Release();
        }
    }

    private void ReadFrame(ref ReadOnlySpan<byte> input, DecompressedBody body)
    {
        uint magic = BinaryPrimitives.ReadUInt32LittleEndian(Take(ref input, sizeof(uint), "magic number"));
        if ((magic & ZstdFormat.SkippableMask) == ZstdFormat.SkippableMagic)
        {
            uint length = BinaryPrimitives.ReadUInt32LittleEndian(Take(ref input, sizeof(uint), "length of a skippable frame"));
            Take(ref input, length, "skippable frame");
            return;
        }

        if (magic != ZstdFormat.Magic)
            throw ZstdFormat.Malformed($"it begins with 0x{magic:X8} instead of Zstandard's magic number 0x{ZstdFormat.Magic:X8}");

        ZstdFrameHeader header = ZstdFrameHeader.Read(ref input);
        body.Expect(header.ContentSize.GetValueOrDefault());
        int start = body.Length;
        _literals.Reset();
        _sequences.Reset();
        while (ReadBlock(ref input, body, start, header)) { }

        ReadOnlySpan<byte> content = body.WrittenSpan[start..];
        if (header.ContentSize is { } size && size != (ulong)content.Length)
            throw ZstdFormat.Malformed($"it announces {size} bytes and holds {content.Length}");
        if (
            header.HasChecksum
            && BinaryPrimitives.ReadUInt32LittleEndian(Take(ref input, sizeof(uint), "checksum")) != (uint)XxHash64.Compute(content)
        )
            throw ZstdFormat.Malformed("the checksum of its content is wrong");
    }

    /// <returns>False if it was the frame's last block.</returns>
    private bool ReadBlock(ref ReadOnlySpan<byte> input, DecompressedBody body, int frameStart, in ZstdFrameHeader header)
    {
        ReadOnlySpan<byte> bytes = Take(ref input, ZstdFormat.BlockHeaderLength, "block header");
        int blockHeader = bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
        int kind = (blockHeader >> 1) & 3;
        int length = blockHeader >> 3;
        if (length > header.MaxBlockSize)
            throw ZstdFormat.Malformed($"a block of {length} bytes is larger than the {header.MaxBlockSize} bytes that its window allows");

        switch (kind)
        {
            case ZstdFormat.RawBlock:
                body.Write(Take(ref input, (uint)length, "block"));
                break;
            case ZstdFormat.RepeatedByteBlock:
                body.Append(length).Fill(Take(ref input, 1, "block")[0]);
                break;
            case ZstdFormat.CompressedBlock:
                ReadOnlySpan<byte> block = Take(ref input, (uint)length, "block");
                BlockTarget target = new(body, frameStart, header);
                ReadOnlySpan<byte> literals = _literals.Read(ref block, header.MaxBlockSize);
                _sequences.Read(block, literals, target);
                break;
            default:
                throw ZstdFormat.Malformed("the kind of a block is unknown");
        }

        return (blockHeader & 1) == 0;
    }

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> input, uint count, string part)
    {
        if (count > input.Length)
            throw ZstdFormat.Malformed($"it ends within its {part}");

        ReadOnlySpan<byte> taken = input[..(int)count];
        input = input[(int)count..];
        return taken;
    }
}
