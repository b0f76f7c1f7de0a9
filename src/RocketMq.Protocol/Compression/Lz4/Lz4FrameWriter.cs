using System.Buffers.Binary;

namespace RocketMq.Protocol;

/// <summary>
/// Compresses into one LZ4 frame with independent blocks and without checksums, as the Java client does (a record has a checksum of
/// its own). Unlike there, the descriptor names the smallest block size that fits, because readers allocate blocks of that size.
/// </summary>
internal static class Lz4FrameWriter
{
    public static void Write(ReadOnlySpan<byte> body, GrowableBuffer output)
    {
        int code = Lz4Format.SmallestBlockSize;
        while (code < Lz4Format.LargestBlockSize && body.Length > Lz4Format.BlockSizeOf(code))
            code++;

        WriteUInt32(output, Lz4Format.Magic);
        ReadOnlySpan<byte> descriptor = [Lz4Format.VersionBits | Lz4Format.IndependentBlocks, (byte)(code << 4)];
        output.Write(descriptor);
        output.WriteByte((byte)(XxHash32.Compute(descriptor) >> 8));
        for (int blockSize = Lz4Format.BlockSizeOf(code); !body.IsEmpty; )
        {
            ReadOnlySpan<byte> block = body[..Math.Min(blockSize, body.Length)];
            WriteBlock(block, output);
            body = body[block.Length..];
        }

        WriteUInt32(output, 0);
    }

    private static void WriteBlock(ReadOnlySpan<byte> block, GrowableBuffer output)
    {
        int start = output.WrittenCount;
        WriteUInt32(output, 0);
        Lz4BlockWriter.Write(block, output);
        int length = output.WrittenCount - start - sizeof(uint);
        uint header = (uint)length;
        if (length >= block.Length)
        {
            output.Truncate(start + sizeof(uint));
            output.Write(block);
            header = (uint)block.Length | Lz4Format.StoredBlock;
        }

        BinaryPrimitives.WriteUInt32LittleEndian(output.WrittenSpan[start..], header);
    }

    private static void WriteUInt32(GrowableBuffer output, uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(output.GetSpan(sizeof(uint)), value);
        output.Advance(sizeof(uint));
    }
}
