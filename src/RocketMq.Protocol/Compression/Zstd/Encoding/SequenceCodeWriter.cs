namespace RocketMq.Protocol;

/// <summary>Chooses and describes the table for one of the three numbers of a block's sequences: predefined, one code only, or its own.</summary>
internal sealed class SequenceCodeWriter
{
    /// <summary>So few sequences do not pay even for one byte that names their only code.</summary>
    private const int FewSequences = 3;

    private readonly SequenceCodes _codes;
    private readonly FseEncodingTable _predefined;
    private readonly FseEncodingTable _own;
    private readonly int[] _frequencies;
    private readonly short[] _counts;

    public SequenceCodeWriter(SequenceCodes codes)
    {
        _codes = codes;
        _frequencies = new int[codes.Count];
        _counts = new short[codes.Count];
        _own = new FseEncodingTable(codes.MaxLog, codes.Count);
        _predefined = new FseEncodingTable(codes.PredefinedLog, codes.Predefined.Length);
        _predefined.Build(codes.Predefined.Span, codes.PredefinedLog);
        Table = _predefined;
    }

    /// <summary>The table that <see cref="Choose"/> chose.</summary>
    public FseEncodingTable Table { get; private set; }

    public void Clear() => Array.Clear(_frequencies);

    public void Count(int code) => _frequencies[code]++;

    /// <summary>Chooses the table, and describes it where it is not the predefined one.</summary>
    /// <param name="total">How many codes were counted.</param>
    /// <param name="output">Where the description goes.</param>
    /// <returns>The mode.</returns>
    public int Choose(int total, GrowableBuffer output)
    {
        int highest = Array.FindLastIndex(_frequencies, frequency => frequency > 0);
        bool canBePredefined = highest < _codes.Predefined.Length;
        if (_frequencies[highest] == total && !(canBePredefined && total < FewSequences))
        {
            Table = _own;
            _own.BuildSingle(highest);
            output.WriteByte((byte)highest);
            return ZstdFormat.RepeatedByteMode;
        }

        int start = output.WrittenCount;
        ReadOnlySpan<int> frequencies = _frequencies.AsSpan(0, highest + 1);
        Span<short> counts = _counts.AsSpan(0, highest + 1);
        int log = FseDistribution.ChooseLog(total, frequencies.Length, _codes.MaxLog);
        FseDistribution.Share(frequencies, total, log, counts);
        FseDistribution.Write(counts, log, output);
        double own = FseDistribution.Cost(frequencies, counts, log) + (8.0 * (output.WrittenCount - start));
        if (canBePredefined && FseDistribution.Cost(frequencies, _codes.Predefined.Span, _codes.PredefinedLog) <= own)
        {
            output.Truncate(start);
            Table = _predefined;
            return ZstdFormat.PredefinedMode;
        }

        _own.Build(counts, log);
        Table = _own;
        return ZstdFormat.CompressedMode;
    }
}
