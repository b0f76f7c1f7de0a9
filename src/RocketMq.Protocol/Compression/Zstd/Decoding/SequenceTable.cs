namespace RocketMq.Protocol;

/// <summary>The current table of one of the three numbers of a sequence; a block brings one, takes the predefined one, or keeps it.</summary>
internal sealed class SequenceTable
{
    private readonly SequenceCodes _codes;
    private readonly FseDecodingTable _own;
    private readonly FseDecodingTable _predefined;
    private FseDecodingTable? _current;

    public SequenceTable(SequenceCodes codes)
    {
        _codes = codes;
        _own = new FseDecodingTable(codes.MaxLog);
        _predefined = new FseDecodingTable(codes.PredefinedLog);
        _predefined.Build(codes.Predefined.Span, codes.PredefinedLog);
    }

    /// <summary>The table; only after <see cref="Read"/>.</summary>
    public FseDecodingTable Current => _current!;

    /// <summary>Forgets the table of the frame before.</summary>
    public void Reset() => _current = null;

    /// <summary>Reads what a block says about the table and moves the input behind it.</summary>
    /// <exception cref="ProtocolException">It is malformed.</exception>
    public void Read(int mode, ref ReadOnlySpan<byte> input)
    {
        switch (mode)
        {
            case ZstdFormat.PredefinedMode:
                _current = _predefined;
                break;
            case ZstdFormat.RepeatedByteMode:
                if (input.IsEmpty || input[0] >= _codes.Count)
                    throw ZstdFormat.Malformed($"the only code of {_codes.Name} is unknown");
                _own.BuildSingle(input[0]);
                _current = _own;
                input = input[1..];
                break;
            case ZstdFormat.CompressedMode:
                Span<short> counts = stackalloc short[_codes.Count];
                int log = FseCounts.Read(ref input, _codes.MaxLog, counts, _codes.Name);
                _own.Build(counts, log);
                _current = _own;
                break;
            default:
                if (_current is null)
                    throw ZstdFormat.Malformed($"a block refers to the {_codes.Name} table of a block before, and there is none");
                break;
        }
    }
}
