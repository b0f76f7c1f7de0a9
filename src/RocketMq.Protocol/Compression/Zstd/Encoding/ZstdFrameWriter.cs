using System.Buffers.Binary;

namespace RocketMq.Protocol;

/// <summary>
/// Compresses into one Zstandard frame with content size and without checksum (a record has a checksum of its own). Not thread-safe; one per
/// thread is kept, because its tables take more memory than most bodies.
/// </summary>
internal sealed class ZstdFrameWriter
{
    /// <summary>Readers need not support larger windows (RFC 8878, 3.1.1.1.2); larger bodies get a window instead of a single segment.</summary>
    private const int MaxWindowLog = 23;

    [ThreadStatic]
    private static ZstdFrameWriter? t_kept;

    private readonly LiteralsWriter _literals = new();
    private readonly SequencesWriter _sequences = new();

    /// <param name="body">The body.</param>
    /// <param name="level">From 1, the fastest, to 9, the densest.</param>
    /// <param name="output">Where the frame is appended.</param>
    public static void Write(ReadOnlySpan<byte> body, int level, GrowableBuffer output)
    {
        ZstdFrameWriter writer = t_kept ??= new();
        WriteHeader(body.Length, output);
        if (body.IsEmpty)
            WriteBlockHeader(ZstdFormat.RawBlock, 0, isLast: true, output);
        else
            writer.WriteBlocks(body, level, output);
    }

    private void WriteBlocks(ReadOnlySpan<byte> body, int level, GrowableBuffer output)
    {
        BlockContent content = new(Math.Min(body.Length, ZstdFormat.MaxBlockSize));
        SequenceFinder finder = new(body, level, 1 << MaxWindowLog);
        for (int start = 0; start < body.Length; start += ZstdFormat.MaxBlockSize)
        {
            int end = Math.Min(start + ZstdFormat.MaxBlockSize, body.Length);
            WriteBlock(body[start..end], start, isLast: end == body.Length, ref finder, content, output);
        }

        finder.Dispose();
        content.Release();
    }

    private void WriteBlock(
        ReadOnlySpan<byte> block,
        int start,
        bool isLast,
        ref SequenceFinder finder,
        BlockContent content,
        GrowableBuffer output
    )
    {
        if (block.IndexOfAnyExcept(block[0]) < 0)
        {
            WriteBlockHeader(ZstdFormat.RepeatedByteBlock, block.Length, isLast, output);
            output.WriteByte(block[0]);
            return;
        }

        RepeatOffsets before = finder.Repeats;
        content.Clear();
        finder.Find(start, start + block.Length, content);
        int header = output.WrittenCount;
        WriteBlockHeader(ZstdFormat.CompressedBlock, 0, isLast, output);
        int contentStart = output.WrittenCount;
        _literals.Write(content.Literals, output);
        bool fits = _sequences.TryWrite(content.Sequences, output, maxLength: block.Length - (output.WrittenCount - contentStart));
        int length = output.WrittenCount - contentStart;
        output.Truncate(fits && length < block.Length ? output.WrittenCount : header);
        if (output.WrittenCount > header)
        {
            PatchBlockHeader(output.WrittenSpan[header..], length);
            return;
        }

        finder.Repeats = before;
        WriteBlockHeader(ZstdFormat.RawBlock, block.Length, isLast, output);
        output.Write(block);
    }

    private static void WriteHeader(int length, GrowableBuffer output)
    {
        Span<byte> header = output.GetSpan(sizeof(uint) + 2 + sizeof(uint));
        BinaryPrimitives.WriteUInt32LittleEndian(header, ZstdFormat.Magic);
        int position = sizeof(uint) + 1;
        (int sizeFlag, int sizeLength) = length switch
        {
            < 256 => (0, 1),
            < 65_536 + 256 => (1, 2),
            _ => (2, 4),
        };
        bool isSingleSegment = length <= 1 << MaxWindowLog;
        header[sizeof(uint)] = (byte)((sizeFlag << 6) | (isSingleSegment ? ZstdFormat.SingleSegment : 0));
        if (!isSingleSegment)
            header[position++] = (MaxWindowLog - ZstdFormat.MinWindowLog) << 3;
        int size = sizeFlag == 1 ? length - 256 : length;
        for (int i = 0; i < sizeLength; i++)
            header[position++] = (byte)(size >> (8 * i));
        output.Advance(position);
    }

    private static void WriteBlockHeader(int kind, int length, bool isLast, GrowableBuffer output)
    {
        int header = (length << 3) | (kind << 1) | (isLast ? 1 : 0);
        BinaryPrimitives.WriteInt32LittleEndian(output.GetSpan(sizeof(int)), header);
        output.Advance(ZstdFormat.BlockHeaderLength);
    }

    private static void PatchBlockHeader(Span<byte> header, int length)
    {
        header[0] |= (byte)(length << 3);
        header[1] = (byte)(length >> 5);
        header[2] = (byte)(length >> 13);
    }
}
