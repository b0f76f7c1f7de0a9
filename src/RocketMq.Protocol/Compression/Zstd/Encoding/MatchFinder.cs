using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;

namespace RocketMq.Protocol;

/// <summary>
/// Finds earlier occurrences: a table leads from the hash of four bytes to the last place they were seen at, and a chain from each place
/// to the one before with the same hash.
/// </summary>
internal ref struct MatchFinder
{
    private const uint HashPrime = 2_654_435_761;
    private const int MinHashBits = 8;
    private const int MaxHashBits = 17;
    private const int None = -1;

    private readonly ReadOnlySpan<byte> _body;
    private readonly int _attempts;
    private readonly int _maxDistance;
    private readonly int _hashShift;
    private readonly int _chainMask;
    private readonly int[] _heads;
    private readonly int[] _chain;
    private int _remembered;

    public MatchFinder(ReadOnlySpan<byte> body, SearchEffort effort, int windowSize)
    {
        _body = body;
        _attempts = effort.Attempts;
        int lengthBits = BitOperations.Log2((uint)body.Length | 1) + 1;
        int hashBits = Math.Clamp(lengthBits, MinHashBits, MaxHashBits);
        int chainBits = Math.Min(lengthBits, effort.ChainBits);
        _hashShift = 32 - hashBits;
        _chainMask = (1 << chainBits) - 1;
        _maxDistance = Math.Min(windowSize, _chainMask);
        _heads = ArrayPool<int>.Shared.Rent(1 << hashBits);
        _heads.AsSpan(0, 1 << hashBits).Fill(None);
        _chain = ArrayPool<int>.Shared.Rent(1 << chainBits);
    }

    /// <summary>The longest match at a position among those remembered.</summary>
    /// <param name="position">At least four bytes before <paramref name="end"/>.</param>
    /// <param name="end">Where matches end at the latest.</param>
    /// <param name="distance">How far back it begins.</param>
    /// <returns>Its length; 0 for none.</returns>
    public int Find(int position, int end, out uint distance)
    {
        RememberUntil(position);
        ReadOnlySpan<byte> wanted = _body[position..end];
        int lowest = Math.Max(0, position - _maxDistance);
        int longest = sizeof(uint) - 1;
        distance = 0;
        // A longer match has the four bytes with which it becomes longer.
        int last = 0;
        uint lastBytes = ReadUInt32(position);
        int candidate = _heads[Hash(position)];
        for (int left = _attempts; left > 0 && candidate >= lowest; left--)
        {
            if (
                ReadUInt32(candidate + last) == lastBytes
                && wanted.CommonPrefixLength(_body[candidate..]) is var length
                && length > longest
            )
            {
                (longest, distance) = (length, (uint)(position - candidate));
                if (length == wanted.Length)
                    break;
                last = longest + 1 - sizeof(uint);
                lastBytes = ReadUInt32(position + last);
            }

            candidate = _chain[candidate & _chainMask];
        }

        return distance == 0 ? 0 : longest;
    }

    /// <summary>The longest match at a position among the last distances.</summary>
    /// <param name="position">At least four bytes before <paramref name="end"/>.</param>
    /// <param name="end">Where matches end at the latest.</param>
    /// <param name="repeats">The last distances.</param>
    /// <param name="hasLiterals">Whether literals go before the match.</param>
    /// <returns>The match; without length if none has four bytes.</returns>
    public readonly FoundMatch FindRepeated(int position, int end, in RepeatOffsets repeats, bool hasLiterals)
    {
        FoundMatch best = default;
        uint bytes = ReadUInt32(position);
        for (uint place = 1; place <= 3; place++)
        {
            uint distance = repeats.At(hasLiterals ? place : place + 1);
            if (distance == 0 || distance > position || distance > _maxDistance)
                continue;
            int candidate = position - (int)distance;
            if (ReadUInt32(candidate) != bytes)
                continue;
            int length = _body[position..end].CommonPrefixLength(_body[candidate..]);
            if (length > best.Length)
                best = new FoundMatch(length, distance, place);
        }

        return best;
    }

    /// <summary>Gives the memory back to the pool.</summary>
    public readonly void Dispose()
    {
        ArrayPool<int>.Shared.Return(_heads);
        ArrayPool<int>.Shared.Return(_chain);
    }

    private void RememberUntil(int position)
    {
        // In locals, which the fields of a struct behind a reference would not stay in.
        (int[] heads, int[] chain, int chainMask, int hashShift) = (_heads, _chain, _chainMask, _hashShift);
        ReadOnlySpan<byte> body = _body;
        for (int place = _remembered; place < position; place++)
        {
            ref int head = ref heads[(BinaryPrimitives.ReadUInt32LittleEndian(body[place..]) * HashPrime) >> hashShift];
            chain[place & chainMask] = head;
            head = place;
        }

        _remembered = Math.Max(_remembered, position);
    }

    private readonly int Hash(int position) => (int)((ReadUInt32(position) * HashPrime) >> _hashShift);

    private readonly uint ReadUInt32(int position) => BinaryPrimitives.ReadUInt32LittleEndian(_body[position..]);
}
