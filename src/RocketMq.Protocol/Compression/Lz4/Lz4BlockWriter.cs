using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;

namespace RocketMq.Protocol;

/// <summary>
/// Compresses one LZ4 block, greedily: a table remembers where each hash of four bytes was seen last, the first match found is taken.
/// Where nothing repeats the steps grow, so that noise costs little.
/// </summary>
internal ref struct Lz4BlockWriter
{
    private const int MaxHashBits = 14;
    private const int MinHashBits = 8;
    private const uint HashPrime = 2_654_435_761;
    private const int LongLength = 15;

    /// <summary>After 2^this fruitless looks the step grows by one byte.</summary>
    private const int PatienceBits = 6;

    private readonly ReadOnlySpan<byte> _block;
    private readonly GrowableBuffer _output;
    private readonly Span<int> _lastSeen;
    private readonly int _hashShift;
    private int _literalStart;

    private Lz4BlockWriter(ReadOnlySpan<byte> block, GrowableBuffer output, Span<int> lastSeen)
    {
        _block = block;
        _output = output;
        _lastSeen = lastSeen;
        _hashShift = 32 - BitOperations.Log2((uint)lastSeen.Length);
    }

    public static void Write(ReadOnlySpan<byte> block, GrowableBuffer output)
    {
        int hashBits = Math.Clamp(BitOperations.Log2((uint)block.Length | 1), MinHashBits, MaxHashBits);
        int[] rented = ArrayPool<int>.Shared.Rent(1 << hashBits);
        Span<int> lastSeen = rented.AsSpan(0, 1 << hashBits);
        lastSeen.Fill(-1);
        new Lz4BlockWriter(block, output, lastSeen).Write();
        ArrayPool<int>.Shared.Return(rented);
    }

    private void Write()
    {
        int matchLimit = _block.Length - Lz4Format.LastLiterals;
        for (int position = 0; TryFindMatch(ref position, out int candidate); )
        {
            while (position > _literalStart && candidate > 0 && _block[position - 1] == _block[candidate - 1])
            {
                position--;
                candidate--;
            }

            int length =
                Lz4Format.MinMatch
                + _block[(position + Lz4Format.MinMatch)..matchLimit].CommonPrefixLength(_block[(candidate + Lz4Format.MinMatch)..]);
            WriteSequence(_block[_literalStart..position], position - candidate, length);
            position += length;
            _literalStart = position;
            // Repetitions often continue just before where a match ended.
            if (position <= _block.Length - Lz4Format.MatchFreeEnd)
                Remember(position - 2);
        }

        WriteLastLiterals(_block[_literalStart..]);
    }

    private readonly bool TryFindMatch(ref int position, out int candidate)
    {
        int lastStart = _block.Length - Lz4Format.MatchFreeEnd;
        for (int looks = 1 << PatienceBits; position <= lastStart; position += looks++ >> PatienceBits)
        {
            uint bytes = ReadUInt32(position);
            ref int seen = ref _lastSeen[Hash(bytes)];
            candidate = seen;
            seen = position;
            if (candidate >= 0 && position - candidate <= Lz4Format.MaxDistance && ReadUInt32(candidate) == bytes)
                return true;
        }

        candidate = -1;
        return false;
    }

    private readonly void Remember(int position) => _lastSeen[Hash(ReadUInt32(position))] = position;

    private readonly int Hash(uint bytes) => (int)((bytes * HashPrime) >> _hashShift);

    private readonly uint ReadUInt32(int position) => BinaryPrimitives.ReadUInt32LittleEndian(_block[position..]);

    private readonly void WriteSequence(ReadOnlySpan<byte> literals, int distance, int matchLength)
    {
        int extra = matchLength - Lz4Format.MinMatch;
        WriteLiterals(literals, Math.Min(extra, LongLength));
        BinaryPrimitives.WriteUInt16LittleEndian(_output.GetSpan(sizeof(ushort)), (ushort)distance);
        _output.Advance(sizeof(ushort));
        WriteLength(extra);
    }

    private readonly void WriteLastLiterals(ReadOnlySpan<byte> literals) => WriteLiterals(literals, 0);

    private readonly void WriteLiterals(ReadOnlySpan<byte> literals, int matchBits)
    {
        _output.WriteByte((byte)((Math.Min(literals.Length, LongLength) << 4) | matchBits));
        WriteLength(literals.Length);
        _output.Write(literals);
    }

    private readonly void WriteLength(int length)
    {
        if (length < LongLength)
            return;

        int rest = length - LongLength;
        for (; rest >= byte.MaxValue; rest -= byte.MaxValue)
            _output.WriteByte(byte.MaxValue);
        _output.WriteByte((byte)rest);
    }
}
