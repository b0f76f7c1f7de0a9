namespace RocketMq.Protocol;

/// <summary>Computes the lengths of a Huffman code that has no code longer than permitted.</summary>
internal static class HuffmanLengths
{
    /// <param name="frequencies">How often each symbol occurs; at least two do.</param>
    /// <param name="lengths">The length of each symbol's code, 0 for symbols that do not occur.</param>
    /// <returns>The longest length.</returns>
    public static int Compute(ReadOnlySpan<int> frequencies, Span<byte> lengths)
    {
        Span<uint> sorted = stackalloc uint[ZstdFormat.MaxHuffmanSymbols];
        int count = 0;
        for (int symbol = 0; symbol < frequencies.Length; symbol++)
        {
            if (frequencies[symbol] > 0)
                sorted[count++] = ((uint)frequencies[symbol] << 8) | (uint)symbol;
        }

        sorted = sorted[..count];
        sorted.Sort();
        Span<int> depths = stackalloc int[count];
        for (int i = 0; i < count; i++)
            depths[i] = (int)(sorted[i] >> 8);
        ComputeDepths(depths);

        Span<int> codesOfLength = stackalloc int[ZstdFormat.MaxHuffmanBits + 1];
        codesOfLength.Clear();
        foreach (int depth in depths)
            codesOfLength[Math.Min(depth, ZstdFormat.MaxHuffmanBits)]++;
        Shorten(codesOfLength);

        lengths.Clear();
        int longest = 0;
        for (int length = ZstdFormat.MaxHuffmanBits, next = 0; length > 0; length--)
        {
            for (int i = 0; i < codesOfLength[length]; i++)
                lengths[(byte)sorted[next++]] = (byte)length;
            longest = Math.Max(longest, codesOfLength[length] > 0 ? length : 0);
        }

        return longest;
    }

    /// <summary>Replaces frequencies, sorted upwards, by depths in a Huffman tree, in place (Moffat and Katajainen, 1995).</summary>
    private static void ComputeDepths(Span<int> values)
    {
        int last = values.Length - 1;
        values[0] += values[1];
        for (int node = 1, leaf = 2, tree = 0; node < last; node++)
        {
            values[node] = 0;
            for (int child = 0; child < 2; child++)
            {
                bool isTree = leaf > last || (tree < node && values[tree] < values[leaf]);
                values[node] += isTree ? values[tree] : values[leaf];
                if (isTree)
                    values[tree++] = node;
                else
                    leaf++;
            }
        }

        values[last - 1] = 0;
        for (int node = last - 2; node >= 0; node--)
            values[node] = values[values[node]] + 1;

        int free = 1;
        int depth = 0;
        int inner = last - 1;
        for (int next = last; free > 0; depth++)
        {
            int used = 0;
            for (; inner >= 0 && values[inner] == depth; inner--)
                used++;
            for (; free > used; free--)
                values[next--] = depth;
            free = 2 * used;
        }
    }

    /// <summary>Codes that were cut to the longest length overfill the code; each step makes room by moving another code one level down.</summary>
    private static void Shorten(Span<int> codesOfLength)
    {
        int full = 1 << ZstdFormat.MaxHuffmanBits;
        int used = 0;
        for (int length = 1; length <= ZstdFormat.MaxHuffmanBits; length++)
            used += codesOfLength[length] << (ZstdFormat.MaxHuffmanBits - length);

        for (; used > full; used--)
        {
            int length = ZstdFormat.MaxHuffmanBits - 1;
            while (codesOfLength[length] == 0)
                length--;
            codesOfLength[ZstdFormat.MaxHuffmanBits]--;
            codesOfLength[length]--;
            codesOfLength[length + 1] += 2;
        }
    }
}
