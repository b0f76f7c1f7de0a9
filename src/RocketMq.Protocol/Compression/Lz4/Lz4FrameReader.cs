using System.Buffers.Binary;

namespace RocketMq.Protocol;

/// <summary>Decompresses LZ4 frames: one or several, skippable ones in between, blocks linked or independent, checksums verified.</summary>
/// <remarks>Dictionaries and the legacy frame of LZ4's first version are refused in words; RocketMQ producers write neither.</remarks>
internal ref struct Lz4FrameReader
{
    private readonly DecompressedBody _body;
    private ReadOnlySpan<byte> _input;
    private int _flags;
    private int _maxBlockSize;
    private int _frameStart;

    private Lz4FrameReader(ReadOnlySpan<byte> input, DecompressedBody body)
    {
        _input = input;
        _body = body;
    }

    /// <exception cref="ProtocolException">The input is not made of whole LZ4 frames, or the body is larger than permitted.</exception>
    public static void Read(ReadOnlySpan<byte> input, DecompressedBody body)
    {
        Lz4FrameReader reader = new(input, body);
        do
        {
            reader.ReadFrame();
        } while (!reader._input.IsEmpty);
    }

    private void ReadFrame()
    {
        uint magic = ReadUInt32("magic number");
        if ((magic & Lz4Format.SkippableMask) == Lz4Format.SkippableMagic)
        {
            Take(ReadUInt32("length of a skippable frame"), "skippable frame");
            return;
        }

        if (magic != Lz4Format.Magic)
            throw Malformed($"it begins with 0x{magic:X8} instead of LZ4's magic number 0x{Lz4Format.Magic:X8}");

        ulong? contentSize = ReadDescriptor();
        _frameStart = _body.Length;
        for (uint header = ReadUInt32("block length"); header != 0; header = ReadUInt32("block length"))
            ReadBlock(header);

        ReadOnlySpan<byte> content = _body.WrittenSpan[_frameStart..];
        if (contentSize is { } size && size != (ulong)content.Length)
            throw Malformed($"it announces {size} bytes and holds {content.Length}");
        if ((_flags & Lz4Format.ContentChecksum) != 0)
            Verify(content, "content");
    }

    private ulong? ReadDescriptor()
    {
        ReadOnlySpan<byte> descriptor = _input;
        ReadOnlySpan<byte> start = Take(2, "frame descriptor");
        (_flags, int blockSize) = (start[0], start[1]);
        if ((_flags & Lz4Format.VersionMask) != Lz4Format.VersionBits)
            throw Malformed($"its format version {_flags >> 6} is unknown");
        if ((_flags & Lz4Format.ReservedFlag) != 0 || (blockSize & ~Lz4Format.BlockSizeMask) != 0)
            throw Malformed("reserved bits of its frame descriptor are set");
        if ((_flags & Lz4Format.DictionaryId) != 0)
            throw new ProtocolException(
                "A message body is compressed with an LZ4 dictionary, which is not supported; let the producer use none."
            );

        int code = blockSize >> 4;
        if (code < Lz4Format.SmallestBlockSize)
            throw Malformed($"its block size code {code} is unknown");
        _maxBlockSize = Lz4Format.BlockSizeOf(code);

        ulong? contentSize = null;
        if ((_flags & Lz4Format.ContentSize) != 0)
        {
            contentSize = BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong), "content size"));
            _body.Expect(contentSize.Value);
        }

        byte expected = (byte)(XxHash32.Compute(descriptor[..(descriptor.Length - _input.Length)]) >> 8);
        if (Take(1, "header checksum")[0] != expected)
            throw Malformed("the checksum of its frame descriptor is wrong");
        return contentSize;
    }

    private void ReadBlock(uint header)
    {
        uint length = header & ~Lz4Format.StoredBlock;
        if (length > _maxBlockSize)
            throw Malformed($"a block of {length} bytes is larger than the {_maxBlockSize} bytes of its frame descriptor");

        ReadOnlySpan<byte> block = Take(length, "block");
        if ((_flags & Lz4Format.BlockChecksums) != 0)
            Verify(block, "block");
        if ((header & Lz4Format.StoredBlock) != 0)
            _body.Write(block);
        else
            Lz4BlockReader.Read(block, _body, HistoryStart(), _maxBlockSize);
    }

    /// <summary>Where the oldest byte lies that the next block may refer to.</summary>
    private readonly int HistoryStart() => (_flags & Lz4Format.IndependentBlocks) != 0 ? _body.Length : _frameStart;

    private void Verify(ReadOnlySpan<byte> bytes, string part)
    {
        if (ReadUInt32($"{part} checksum") != XxHash32.Compute(bytes))
            throw Malformed($"its {part} checksum is wrong");
    }

    private uint ReadUInt32(string part) => BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint), part));

    private ReadOnlySpan<byte> Take(uint count, string part)
    {
        if (count > _input.Length)
            throw Malformed($"it ends within its {part}");

        ReadOnlySpan<byte> taken = _input[..(int)count];
        _input = _input[(int)count..];
        return taken;
    }

    private static ProtocolException Malformed(string reason) =>
        new($"A message body is marked as compressed with LZ4 but does not decompress: {reason}.");
}
