using System.Buffers.Binary;

namespace RocketMq.Protocol;

/// <summary>What a frame says about itself (RFC 8878, 3.1.1.1).</summary>
/// <param name="WindowSize">How far back matches reach at most.</param>
/// <param name="ContentSize">The size of the content, where it was known.</param>
/// <param name="HasChecksum">Whether a checksum of the content ends the frame.</param>
internal readonly record struct ZstdFrameHeader(ulong WindowSize, ulong? ContentSize, bool HasChecksum)
{
    /// <summary>The largest block, before and after compression.</summary>
    public int MaxBlockSize => (int)Math.Min(WindowSize, ZstdFormat.MaxBlockSize);

    /// <summary>Reads the header and moves the input behind it.</summary>
    /// <exception cref="ProtocolException">The header is malformed or asks for what is not supported.</exception>
    public static ZstdFrameHeader Read(ref ReadOnlySpan<byte> input)
    {
        int descriptor = Take(ref input, 1)[0];
        if ((descriptor & ZstdFormat.ReservedFlag) != 0)
            throw ZstdFormat.Malformed("the reserved bit of its frame header is set");

        bool isSingleSegment = (descriptor & ZstdFormat.SingleSegment) != 0;
        ulong windowSize = isSingleSegment ? 0 : ReadWindowSize(Take(ref input, 1)[0]);
        int dictionaryLength = (1 << (descriptor & ZstdFormat.DictionaryIdMask)) >> 1;
        foreach (byte value in Take(ref input, dictionaryLength))
        {
            if (value != 0)
                throw new ProtocolException(
                    "A message body is compressed with a Zstandard dictionary, which is not supported; let the producer use none."
                );
        }

        ulong? contentSize = (descriptor >> 6) switch
        {
            0 when isSingleSegment => Take(ref input, 1)[0],
            0 => null,
            1 => BinaryPrimitives.ReadUInt16LittleEndian(Take(ref input, sizeof(ushort))) + 256UL,
            2 => BinaryPrimitives.ReadUInt32LittleEndian(Take(ref input, sizeof(uint))),
            _ => BinaryPrimitives.ReadUInt64LittleEndian(Take(ref input, sizeof(ulong))),
        };
        return new(
            isSingleSegment ? contentSize.GetValueOrDefault() : windowSize,
            contentSize,
            (descriptor & ZstdFormat.ContentChecksum) != 0
        );
    }

    private static ulong ReadWindowSize(int descriptor)
    {
        ulong size = 1UL << (ZstdFormat.MinWindowLog + (descriptor >> 3));
        return size + (size / 8 * (ulong)(descriptor & 7));
    }

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> input, int count)
    {
        if (count > input.Length)
            throw ZstdFormat.Malformed("it ends within its frame header");

        ReadOnlySpan<byte> taken = input[..count];
        input = input[count..];
        return taken;
    }
}
