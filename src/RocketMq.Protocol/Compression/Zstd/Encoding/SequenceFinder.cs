namespace RocketMq.Protocol;

/// <summary>
/// Takes a block apart into literals and matches: the match with the best gain at each position, unless one of the next positions offers a
/// better one. The last distances are tried first, because naming them costs next to nothing.
/// </summary>
internal ref struct SequenceFinder
{
    private const int MinMatch = 4;

    /// <summary>What a match at the next position must gain more, since waiting for it costs a literal.</summary>
    private const int WaitingCost = 5;

    /// <summary>A match of this length is taken without looking for a better one.</summary>
    private const int LongMatch = 64;

    /// <summary>After 2^this literals without a match the step grows by one byte.</summary>
    private const int PatienceBits = 8;

    private readonly ReadOnlySpan<byte> _body;
    private readonly int _lookahead;
    private MatchFinder _finder;
    private RepeatOffsets _repeats = new();

    public SequenceFinder(ReadOnlySpan<byte> body, int level, int windowSize)
    {
        _body = body;
        SearchEffort effort = SearchEffort.OfLevel(level);
        _lookahead = effort.Lookahead;
        _finder = new MatchFinder(body, effort, windowSize);
    }

    /// <summary>The distances that the next block begins with; a block that is not written as sequences leaves them as they were.</summary>
    public RepeatOffsets Repeats
    {
        readonly get => _repeats;
        set => _repeats = value;
    }

    /// <summary>Takes the body's next block apart.</summary>
    /// <param name="start">Where the block begins.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="found">The block's sequences and literals.</param>
    public void Find(int start, int end, BlockContent found)
    {
        int anchor = start;
        for (int position = start; position <= end - MinMatch; )
        {
            FoundMatch match = BestAt(position, end, hasLiterals: position > anchor);
            if (match.Length == 0)
            {
                position += 1 + ((position - anchor) >> PatienceBits);
                continue;
            }

            Wait(ref position, end, ref match);
            int length = match.Length;
            for (; position > anchor && CanBeginEarlier(position, match.Distance); position--)
                length++;

            ReadOnlySpan<byte> literals = _body[anchor..position];
            found.Add(literals, _repeats.Name(match.Distance, !literals.IsEmpty), length);
            position += length;
            anchor = position;
        }

        found.AddLastLiterals(_body[anchor..end]);
    }

    public readonly void Dispose() => _finder.Dispose();

    private void Wait(ref int position, int end, ref FoundMatch match)
    {
        for (int ahead = 1; ahead <= _lookahead && match.Length < LongMatch && position + ahead <= end - MinMatch; ahead++)
        {
            FoundMatch later = BestAt(position + ahead, end, hasLiterals: true);
            if (later.Gain <= match.Gain + (ahead * WaitingCost))
                continue;

            match = later;
            position += ahead;
            ahead = 0;
        }
    }

    private FoundMatch BestAt(int position, int end, bool hasLiterals)
    {
        FoundMatch best = _finder.FindRepeated(position, end, _repeats, hasLiterals);
        if (best.Length < LongMatch && _finder.Find(position, end, out uint found) is > 0 and int foundLength)
        {
            FoundMatch match = new(foundLength, found, _repeats.Find(found, hasLiterals));
            if (best.Length == 0 || match.Gain > best.Gain)
                best = match;
        }

        return best;
    }

    private readonly bool CanBeginEarlier(int position, uint distance) =>
        position - (int)distance > 0 && _body[position - 1] == _body[position - (int)distance - 1];
}
