namespace RocketMq.Protocol;

/// <summary>The Huffman code of literals for writing, with its description (RFC 8878, 4.2).</summary>
internal sealed class HuffmanEncodingTable
{
    private readonly ushort[] _codes = new ushort[ZstdFormat.MaxHuffmanSymbols];
    private readonly byte[] _lengths = new byte[ZstdFormat.MaxHuffmanSymbols];
    private readonly byte[] _weights = new byte[ZstdFormat.MaxHuffmanSymbols];
    private readonly FseEncodingTable _weightsTable = new(ZstdFormat.MaxHuffmanWeightsLog, ZstdFormat.MaxHuffmanBits + 1);

    /// <summary>Makes the code.</summary>
    /// <param name="frequencies">How often each byte occurs; at least two do.</param>
    public void Build(ReadOnlySpan<int> frequencies)
    {
        int longest = HuffmanLengths.Compute(frequencies, _lengths);
        Span<int> starts = stackalloc int[ZstdFormat.MaxHuffmanBits + 2];
        starts.Clear();
        for (int symbol = 0; symbol < _lengths.Length; symbol++)
        {
            int weight = _lengths[symbol] == 0 ? 0 : longest + 1 - _lengths[symbol];
            _weights[symbol] = (byte)weight;
            if (weight > 0)
                starts[weight + 1] += 1 << (weight - 1);
        }

        for (int weight = 2; weight < starts.Length; weight++)
            starts[weight] += starts[weight - 1];

        for (int symbol = 0; symbol < _lengths.Length; symbol++)
        {
            int weight = _weights[symbol];
            if (weight == 0)
                continue;
            _codes[symbol] = (ushort)(starts[weight] >> (weight - 1));
            starts[weight] += 1 << (weight - 1);
        }
    }

    /// <summary>How many bits the literals take, without the description.</summary>
    public long Cost(ReadOnlySpan<int> frequencies)
    {
        long bits = 0;
        for (int symbol = 0; symbol < frequencies.Length; symbol++)
            bits += (long)frequencies[symbol] * _lengths[symbol];
        return bits;
    }

    /// <summary>Describes the code.</summary>
    /// <returns>False if that is not possible; nothing is written then.</returns>
    public bool TryWriteDescription(GrowableBuffer output)
    {
        // The weight of the last symbol follows from the others and is not written.
        int count = _weights.AsSpan().LastIndexOfAnyExcept((byte)0);
        ReadOnlySpan<byte> weights = _weights.AsSpan(0, count);
        int start = output.WrittenCount;
        output.WriteByte(0);
        int plainLength = (count + 1) / 2;
        bool canBePlain = count <= byte.MaxValue - ZstdFormat.PlainWeights + 1;
        int length = WriteCompressed(weights, output);
        if (length > 0 && length < ZstdFormat.PlainWeights && (!canBePlain || length < plainLength))
        {
            output.WrittenSpan[start] = (byte)length;
            return true;
        }

        output.Truncate(start);
        if (!canBePlain)
            return false;

        output.WriteByte((byte)(ZstdFormat.PlainWeights + count - 1));
        for (int i = 0; i < count; i += 2)
            output.WriteByte((byte)((weights[i] << 4) | (i + 1 < count ? weights[i + 1] : 0)));
        return true;
    }

    /// <summary>Writes one stream.</summary>
    /// <returns>Its length; −1 if it did not fit.</returns>
    public int Write(ReadOnlySpan<byte> literals, Span<byte> target)
    {
        const int CodesPerFlush = 4;
        BitWriter bits = new(target);
        for (int i = literals.Length - 1, pending = 0; i >= 0; i--)
        {
            bits.Add(_codes[literals[i]], _lengths[literals[i]]);
            if (++pending == CodesPerFlush)
            {
                bits.Flush();
                pending = 0;
            }
        }

        bits.Flush();
        return bits.Finish();
    }

    /// <summary>Writes weights with an FSE table, two states taking turns.</summary>
    /// <returns>The length; 0 if the weights are too few or all the same, which the format cannot tell from the end.</returns>
    private int WriteCompressed(ReadOnlySpan<byte> weights, GrowableBuffer output)
    {
        Span<int> frequencies = stackalloc int[ZstdFormat.MaxHuffmanBits + 1];
        frequencies.Clear();
        foreach (byte weight in weights)
            frequencies[weight]++;
        if (weights.Length < 3 || frequencies.IndexOf(weights.Length) >= 0)
            return 0;

        int start = output.WrittenCount;
        Span<short> counts = stackalloc short[frequencies.Length];
        int log = FseDistribution.ChooseLog(weights.Length, frequencies.Length, ZstdFormat.MaxHuffmanWeightsLog);
        FseDistribution.Share(frequencies, weights.Length, log, counts);
        FseDistribution.Write(counts, log, output);
        _weightsTable.Build(counts, log);
        int length = WriteStates(weights, output.GetSpan(weights.Length + sizeof(ulong)));
        output.Advance(length);
        return output.WrittenCount - start;
    }

    private int WriteStates(ReadOnlySpan<byte> weights, Span<byte> target)
    {
        BitWriter bits = new(target);
        int last = weights.Length - 1;
        uint same = _weightsTable.Begin(weights[last]);
        uint other = _weightsTable.Begin(weights[last - 1]);
        for (int i = last - 2; i >= 0; i--)
        {
            _weightsTable.Write(ref bits, ref same, weights[i]);
            bits.Flush();
            (same, other) = (other, same);
        }

        // Reading begins with the state of the first weight, which therefore is written last.
        _weightsTable.End(ref bits, same);
        _weightsTable.End(ref bits, other);
        bits.Flush();
        return bits.Finish();
    }
}
