namespace RocketMq.Protocol;

/// <summary>
/// Reads the sequences section of a block (so many literals, then a match so far back and so long) and carries it out; remembers tables
/// and distances for the blocks after it (RFC 8878, 3.1.1.3.2 and 3.1.1.4).
/// </summary>
internal sealed class SequencesReader
{
    private readonly SequenceTable _literalLengths = new(SequenceCodes.LiteralLengths);
    private readonly SequenceTable _offsets = new(SequenceCodes.Offsets);
    private readonly SequenceTable _matchLengths = new(SequenceCodes.MatchLengths);
    private RepeatOffsets _repeats = new();

    /// <summary>Forgets the tables and distances of the frame before.</summary>
    public void Reset()
    {
        _literalLengths.Reset();
        _offsets.Reset();
        _matchLengths.Reset();
        _repeats = new RepeatOffsets();
    }

    /// <summary>Writes the content of a block.</summary>
    /// <param name="section">The section; it fills the rest of the block.</param>
    /// <param name="literals">The block's literals.</param>
    /// <param name="target">Where the content goes.</param>
    /// <exception cref="ProtocolException">The section is malformed, or the body larger than permitted.</exception>
    public void Read(scoped ReadOnlySpan<byte> section, scoped ReadOnlySpan<byte> literals, in BlockTarget target)
    {
        int count = ReadCount(ref section);
        if (count > 0)
        {
            ReadTables(ref section);
            Execute(section, count, ref literals, target);
        }
        else if (!section.IsEmpty)
        {
            throw ZstdFormat.Malformed("something follows a block without sequences");
        }

        target.Write(literals);
    }

    private static int ReadCount(ref ReadOnlySpan<byte> section)
    {
        int first = Take(ref section);
        return first switch
        {
            < 128 => first,
            < 255 => ((first - 128) << 8) | Take(ref section),
            _ => ZstdFormat.LongSequenceCount + Take(ref section) + (Take(ref section) << 8),
        };
    }

    private void ReadTables(ref ReadOnlySpan<byte> section)
    {
        int modes = Take(ref section);
        if ((modes & 3) != 0)
            throw ZstdFormat.Malformed("reserved bits of a block's table modes are set");

        _literalLengths.Read(modes >> 6, ref section);
        _offsets.Read((modes >> 4) & 3, ref section);
        _matchLengths.Read((modes >> 2) & 3, ref section);
    }

    private void Execute(scoped ReadOnlySpan<byte> stream, int count, scoped ref ReadOnlySpan<byte> literals, in BlockTarget target)
    {
        ReadOnlySpan<FseState> literalLengths = _literalLengths.Current.States;
        ReadOnlySpan<FseState> offsets = _offsets.Current.States;
        ReadOnlySpan<FseState> matchLengths = _matchLengths.Current.States;
        BackwardBitReader bits = new(stream);
        FseState literalLength = literalLengths[(int)bits.Read(_literalLengths.Current.Log)];
        FseState offset = offsets[(int)bits.Read(_offsets.Current.Log)];
        FseState matchLength = matchLengths[(int)bits.Read(_matchLengths.Current.Log)];
        while (true)
        {
            uint offsetValue = (1u << offset.Symbol) + bits.Read(offset.Symbol);
            int match = ReadValue(SequenceCodes.MatchLengths, matchLength.Symbol, ref bits);
            int literal = ReadValue(SequenceCodes.LiteralLengths, literalLength.Symbol, ref bits);
            if (bits.BitsLeft < 0)
                throw ZstdFormat.Malformed("a block's stream of sequences is too short");
            if (literal > literals.Length)
                throw ZstdFormat.Malformed($"a sequence takes {literal} literals where {literals.Length} are left");

            target.Write(literals[..literal]);
            literals = literals[literal..];
            target.Repeat(_repeats.Resolve(offsetValue, literal > 0), match);
            if (--count == 0)
                break;

            literalLength = literalLengths[(int)(literalLength.NextBase + bits.Read(literalLength.Bits))];
            matchLength = matchLengths[(int)(matchLength.NextBase + bits.Read(matchLength.Bits))];
            offset = offsets[(int)(offset.NextBase + bits.Read(offset.Bits))];
        }

        if (bits.BitsLeft != 0)
            throw ZstdFormat.Malformed("a block's stream of sequences does not end with its last sequence");
    }

    private static int ReadValue(SequenceCodes codes, int code, ref BackwardBitReader bits) =>
        codes.FirstValue(code) + (int)bits.Read(codes.ExtraBits(code));

    private static int Take(ref ReadOnlySpan<byte> section)
    {
        if (section.IsEmpty)
            throw ZstdFormat.Malformed("a block ends before its sequences");

        int value = section[0];
        section = section[1..];
        return value;
    }
}
