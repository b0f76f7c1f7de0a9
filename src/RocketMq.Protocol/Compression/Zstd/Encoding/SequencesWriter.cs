namespace RocketMq.Protocol;

/// <summary>Writes the sequences section of a block (RFC 8878, 3.1.1.3.2).</summary>
internal sealed class SequencesWriter
{
    private readonly SequenceCodeWriter _literalLengths = new(SequenceCodes.LiteralLengths);
    private readonly SequenceCodeWriter _offsets = new(SequenceCodes.Offsets);
    private readonly SequenceCodeWriter _matchLengths = new(SequenceCodes.MatchLengths);

    /// <summary>Writes the section.</summary>
    /// <param name="sequences">The block's sequences.</param>
    /// <param name="output">Where the section goes.</param>
    /// <param name="maxLength">How long the stream of the sequences may become to be of use.</param>
    /// <returns>False if it would become longer.</returns>
    public bool TryWrite(ReadOnlySpan<ZstdSequence> sequences, GrowableBuffer output, int maxLength)
    {
        WriteCount(sequences.Length, output);
        if (sequences.IsEmpty)
            return true;

        WriteTables(sequences, output);
        int room = Math.Max(maxLength, 0) + sizeof(ulong);
        int length = WriteStream(sequences, output.GetSpan(room)[..room]);
        output.Advance(Math.Max(length, 0));
        return length >= 0;
    }

    private static void WriteCount(int count, GrowableBuffer output)
    {
        switch (count)
        {
            case < 128:
                output.WriteByte((byte)count);
                break;
            case < ZstdFormat.LongSequenceCount:
                output.WriteByte((byte)((count >> 8) + 128));
                output.WriteByte((byte)count);
                break;
            default:
                output.WriteByte(byte.MaxValue);
                output.WriteByte((byte)(count - ZstdFormat.LongSequenceCount));
                output.WriteByte((byte)((count - ZstdFormat.LongSequenceCount) >> 8));
                break;
        }
    }

    private void WriteTables(ReadOnlySpan<ZstdSequence> sequences, GrowableBuffer output)
    {
        _literalLengths.Clear();
        _offsets.Clear();
        _matchLengths.Clear();
        foreach (ref readonly ZstdSequence sequence in sequences)
        {
            _literalLengths.Count(sequence.LiteralLengthCode);
            _offsets.Count(sequence.OffsetCode);
            _matchLengths.Count(sequence.MatchLengthCode);
        }

        int modes = output.WrittenCount;
        output.WriteByte(0);
        int literalLengths = _literalLengths.Choose(sequences.Length, output);
        int offsets = _offsets.Choose(sequences.Length, output);
        int matchLengths = _matchLengths.Choose(sequences.Length, output);
        output.WrittenSpan[modes] = (byte)((literalLengths << 6) | (offsets << 4) | (matchLengths << 2));
    }

    /// <summary>From the last sequence to the first, each part in the reverse of the order it is read in.</summary>
    private int WriteStream(ReadOnlySpan<ZstdSequence> sequences, Span<byte> target)
    {
        (FseEncodingTable literalLengths, FseEncodingTable offsets, FseEncodingTable matchLengths) = (
            _literalLengths.Table,
            _offsets.Table,
            _matchLengths.Table
        );
        BitWriter bits = new(target);
        ref readonly ZstdSequence last = ref sequences[^1];
        uint literalLength = literalLengths.Begin(last.LiteralLengthCode);
        uint offset = offsets.Begin(last.OffsetCode);
        uint matchLength = matchLengths.Begin(last.MatchLengthCode);
        WriteValues(ref bits, last);
        for (int i = sequences.Length - 2; i >= 0; i--)
        {
            ref readonly ZstdSequence sequence = ref sequences[i];
            offsets.Write(ref bits, ref offset, sequence.OffsetCode);
            matchLengths.Write(ref bits, ref matchLength, sequence.MatchLengthCode);
            literalLengths.Write(ref bits, ref literalLength, sequence.LiteralLengthCode);
            WriteValues(ref bits, sequence);
        }

        matchLengths.End(ref bits, matchLength);
        offsets.End(ref bits, offset);
        literalLengths.End(ref bits, literalLength);
        bits.Flush();
        return bits.Finish();
    }

    private static void WriteValues(ref BitWriter bits, in ZstdSequence sequence)
    {
        WriteExtra(ref bits, SequenceCodes.LiteralLengths, sequence.LiteralLengthCode, sequence.LiteralLength);
        bits.Flush();
        WriteExtra(ref bits, SequenceCodes.MatchLengths, sequence.MatchLengthCode, sequence.MatchLength);
        bits.Add(sequence.OffsetValue - (1u << sequence.OffsetCode), sequence.OffsetCode);
        bits.Flush();
    }

    private static void WriteExtra(ref BitWriter bits, SequenceCodes codes, int code, int value) =>
        bits.Add((uint)(value - codes.FirstValue(code)), codes.ExtraBits(code));
}
