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
        int candidate = _heads[Hash(position)];
        for (int left = _attempts; left > 0 && candidate >= lowest; left--)
        {
            // A longer match has to go on where the longest one so far ended.
            if (_body[candidate + longest] == wanted[longest])
            {
                int length = wanted.CommonPrefixLength(_body[candidate..]);
                if (length > longest)
                {
                    (longest, distance) = (length, (uint)(position - candidate));
                    if (length == wanted.Length)
                        break;
                }
            }

            candidate = _chain[candidate & _chainMask];
        }

        return distance == 0 ? 0 : longest;
    }

    /// <summary>How long a match at a position would be.</summary>
    public readonly int LengthOf(int position, int end, uint distance) =>
        distance == 0 || distance > position || distance > _maxDistance
            ? 0
            : _body[position..end].CommonPrefixLength(_body[(position - (int)distance)..]);

    /// <summary>Gives the memory back to the pool.</summary>
    public readonly void Dispose()
    {
        ArrayPool<int>.Shared.Return(_heads);
        ArrayPool<int>.Shared.Return(_chain);
    }

    private void RememberUntil(int position)
    {
        for (; _remembered < position; _remembered++)
        {
            ref int head = ref _heads[Hash(_remembered)];
            _chain[_remembered & _chainMask] = head;
            head = _remembered;
        }
    }

    private readonly int Hash(int position) =>
        (int)((BinaryPrimitives.ReadUInt32LittleEndian(_body[position..]) * HashPrime) >> _hashShift);
}
