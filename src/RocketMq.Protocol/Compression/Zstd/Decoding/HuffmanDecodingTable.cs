using System.Numerics;

namespace RocketMq.Protocol;

/// <summary>The Huffman code of literals for reading: looked up by as many bits as the longest code has (RFC 8878, 4.2).</summary>
internal sealed class HuffmanDecodingTable
{
    private readonly HuffmanCode[] _codes = new HuffmanCode[1 << ZstdFormat.MaxHuffmanBits];
    private readonly FseDecodingTable _weights = new(ZstdFormat.MaxHuffmanWeightsLog);

    private int _maxBits;

    /// <summary>Whether a code was read in this frame.</summary>
    public bool IsKnown { get; private set; }

    public void Forget() => IsKnown = false;

    /// <summary>Reads the tree's description and moves the input behind it.</summary>
    /// <exception cref="ProtocolException">The description is malformed.</exception>
    public void Read(ref ReadOnlySpan<byte> input)
    {
        if (input.IsEmpty)
            throw ZstdFormat.Malformed("it ends before a Huffman tree");

        int header = input[0];
        bool isPlain = header >= ZstdFormat.PlainWeights;
        int count = header - ZstdFormat.PlainWeights + 1;
        int length = isPlain ? (count + 1) / 2 : header;
        if (length >= input.Length)
            throw ZstdFormat.Malformed("it ends within a Huffman tree");

        Span<byte> weights = stackalloc byte[ZstdFormat.MaxHuffmanSymbols];
        ReadOnlySpan<byte> description = input.Slice(1, length);
        if (isPlain)
            ReadPlain(description, weights[..count]);
        else
            count = ReadCompressed(description, weights);

        Build(weights, count);
        IsKnown = true;
        input = input[(1 + length)..];
    }

    /// <summary>Decodes one stream, which must end exactly with the last symbol.</summary>
    /// <exception cref="ProtocolException">It does not.</exception>
    public void Decode(ReadOnlySpan<byte> stream, Span<byte> symbols)
    {
        BackwardBitReader bits = new(stream);
        ReadOnlySpan<HuffmanCode> codes = _codes.AsSpan(0, 1 << _maxBits);
        foreach (ref byte symbol in symbols)
        {
            HuffmanCode code = codes[(int)bits.Peek(_maxBits)];
            bits.Skip(code.Bits);
            symbol = code.Symbol;
        }

        if (bits.BitsLeft != 0)
            throw ZstdFormat.Malformed("a stream of literals does not end with its last symbol");
    }

    private static void ReadPlain(ReadOnlySpan<byte> description, Span<byte> weights)
    {
        for (int i = 0; i < weights.Length; i++)
            weights[i] = (byte)((i & 1) == 0 ? description[i >> 1] >> 4 : description[i >> 1] & 0x0F);
    }

    private int ReadCompressed(ReadOnlySpan<byte> description, Span<byte> weights)
    {
        const string What = "Huffman weights";
        Span<short> counts = stackalloc short[ZstdFormat.MaxHuffmanBits + 1];
        int log = FseCounts.Read(ref description, ZstdFormat.MaxHuffmanWeightsLog, counts, What);
        _weights.Build(counts, log);

        ReadOnlySpan<FseState> states = _weights.States;
        BackwardBitReader bits = new(description);
        FseState even = states[(int)bits.Read(log)];
        FseState odd = states[(int)bits.Read(log)];
        if (bits.BitsLeft < 0)
            throw ZstdFormat.Malformed($"the stream of {What} is too short");

        // Two states take turns. The stream ends when one of them cannot be continued; the other one then holds the last weight.
        for (int count = 0; count < ZstdFormat.MaxHuffmanSymbols - 2; )
        {
            weights[count++] = even.Symbol;
            even = states[(int)(even.NextBase + bits.Read(even.Bits))];
            if (bits.BitsLeft < 0)
            {
                weights[count++] = odd.Symbol;
                return count;
            }

            (even, odd) = (odd, even);
        }

        throw ZstdFormat.Malformed($"there are more than {ZstdFormat.MaxHuffmanSymbols - 1} {What}");
    }

    /// <summary>Codes are given to the longest first, and among those of one length in the order of their symbols.</summary>
    private void Build(Span<byte> weights, int count)
    {
        Span<int> ranks = stackalloc int[ZstdFormat.MaxHuffmanBits + 1];
        ranks.Clear();
        int total = 0;
        foreach (byte weight in weights[..count])
        {
            if (weight > ZstdFormat.MaxHuffmanBits)
                throw ZstdFormat.Malformed($"a Huffman weight is {weight}");
            ranks[weight]++;
            total += (1 << weight) >> 1;
        }

        // The last symbol's weight is not written: it fills the sum up to a power of two.
        int maxBits = BitOperations.Log2((uint)total) + 1;
        int rest = (1 << maxBits) - total;
        if (total == 0 || maxBits > ZstdFormat.MaxHuffmanBits || !BitOperations.IsPow2(rest))
            throw ZstdFormat.Malformed("Huffman weights do not form a code");
        int lastWeight = BitOperations.Log2((uint)rest) + 1;
        weights[count] = (byte)lastWeight;
        ranks[lastWeight]++;
        if (ranks[1] < 2)
            throw ZstdFormat.Malformed("Huffman weights leave the longest code alone");

        Span<int> starts = stackalloc int[ZstdFormat.MaxHuffmanBits + 1];
        for (int weight = 1, start = 0; weight <= ZstdFormat.MaxHuffmanBits; start += ranks[weight] << (weight - 1), weight++)
            starts[weight] = start;

        for (int symbol = 0; symbol <= count; symbol++)
        {
            int weight = weights[symbol];
            if (weight == 0)
                continue;
            int span = 1 << (weight - 1);
            _codes.AsSpan(starts[weight], span).Fill(new((byte)symbol, (byte)(maxBits + 1 - weight)));
            starts[weight] += span;
        }

        _maxBits = maxBits;
    }
}
