using System.Buffers.Binary;

namespace RocketMq.Protocol;

/// <summary>Decompresses one LZ4 block: literals and copies of what was written before, in turn.</summary>
internal ref struct Lz4BlockReader
{
    private const int LongLength = 15;

    private readonly ReadOnlySpan<byte> _block;
    private int _position;

    private Lz4BlockReader(ReadOnlySpan<byte> block) => _block = block;

    /// <param name="block">The block, without its length.</param>
    /// <param name="body">What to append to.</param>
    /// <param name="historyStart">Where in <paramref name="body"/> the oldest byte lies that may be copied.</param>
    /// <param name="maxLength">How many bytes the block may become.</param>
    /// <exception cref="ProtocolException">The block is malformed, or the body larger than permitted.</exception>
    public static void Read(ReadOnlySpan<byte> block, DecompressedBody body, int historyStart, int maxLength)
    {
        Lz4BlockReader reader = new(block);
        int end = (int)Math.Min(body.Length + (long)maxLength, int.MaxValue);
        while (true)
        {
            int token = reader.ReadByte();
            int literals = reader.ReadLength(token >> 4);
            if (literals > block.Length - reader._position || literals > end - body.Length)
                throw Malformed($"{literals} literals go beyond the end of a block");

            body.Write(block.Slice(reader._position, literals));
            reader._position += literals;
            if (reader._position == block.Length)
                break;

            int distance = reader.ReadDistance();
            if (distance == 0 || distance > body.Length - historyStart)
                throw Malformed($"a match begins {distance} bytes back where {body.Length - historyStart} bytes can be referred to");
            int count = reader.ReadLength(token & LongLength) + Lz4Format.MinMatch;
            if (count > end - body.Length)
                throw Malformed($"a match of {count} bytes goes beyond the end of a block");

            body.Repeat(distance, count);
        }
    }

    private int ReadLength(int length)
    {
        if (length < LongLength)
            return length;

        // No overflow: a block has at most 4 MiB, so the sum stays below 2^30.
        int more;
        do
        {
            more = ReadByte();
            length += more;
        } while (more == byte.MaxValue);
        return length;
    }

    private int ReadDistance()
    {
        if (_block.Length - _position < sizeof(ushort))
            throw Malformed("a block ends within a match");

        int distance = BinaryPrimitives.ReadUInt16LittleEndian(_block[_position..]);
        _position += sizeof(ushort);
        return distance;
    }

    private int ReadByte() => _position < _block.Length ? _block[_position++] : throw Malformed("a block ends within a sequence");

    private static ProtocolException Malformed(string reason) =>
        new($"A message body is marked as compressed with LZ4 but does not decompress: {reason}.");
}
