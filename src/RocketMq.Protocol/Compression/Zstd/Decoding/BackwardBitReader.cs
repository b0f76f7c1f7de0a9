using System.Buffers.Binary;
using System.Numerics;

namespace RocketMq.Protocol;

/// <summary>
/// Reads bits from the end of a stream to its beginning, as Zstandard's entropy coders want them. The highest bit that is set in the last byte
/// only marks where the stream ends. Beyond the beginning lie zeros; whoever reads checks <see cref="BitsLeft"/> afterwards.
/// </summary>
internal ref struct BackwardBitReader
{
    private readonly ReadOnlySpan<byte> _bytes;

    /// <summary>All of a stream that is too short to be loaded eight bytes at a time.</summary>
    private readonly ulong _short;

    /// <exception cref="ProtocolException">The stream has no end mark.</exception>
    public BackwardBitReader(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty || bytes[^1] == 0)
            throw ZstdFormat.Malformed("a bit stream has no end mark");

        _bytes = bytes;
        BitsLeft = ((bytes.Length - 1) * 8) + BitOperations.Log2(bytes[^1]);
        if (bytes.Length < sizeof(ulong))
        {
            for (int i = bytes.Length - 1; i >= 0; i--)
                _short = (_short << 8) | bytes[i];
        }
    }

    /// <summary>How many bits lie between the beginning and the position; negative once more was read than there was.</summary>
    public int BitsLeft { get; private set; }

    /// <summary>The next bits, the first one as the highest.</summary>
    /// <param name="count">0 to 56.</param>
    public readonly uint Peek(int count)
    {
        int start = BitsLeft - count;
        if (start < 0)
            return PeekBeyond(start);

        ulong mask = (1UL << count) - 1;
        if (_bytes.Length < sizeof(ulong))
            return (uint)((_short >> start) & mask);

        int index = Math.Min(start >> 3, _bytes.Length - sizeof(ulong));
        return (uint)((BinaryPrimitives.ReadUInt64LittleEndian(_bytes[index..]) >> (start - (index << 3))) & mask);
    }

    public void Skip(int count) => BitsLeft -= count;

    public uint Read(int count)
    {
        uint bits = Peek(count);
        BitsLeft -= count;
        return bits;
    }

    private readonly uint PeekBeyond(int start) => BitsLeft <= 0 || start <= -32 ? 0 : Peek(BitsLeft) << -start;
}
