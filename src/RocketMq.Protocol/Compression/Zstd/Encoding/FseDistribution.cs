using System.Numerics;

namespace RocketMq.Protocol;

/// <summary>Shares the states of an FSE table among symbols by their frequency, and describes the result (RFC 8878, 4.1.1).</summary>
internal static class FseDistribution
{
    private const int ZeroRunBits = 2;
    private const int LongestZeroRun = 3;
    private const int MaxDescriptionLength = 128;

    /// <summary>A table size that is worth its description: a quarter of the symbols written, within bounds.</summary>
    /// <returns>The size as a power of two.</returns>
    public static int ChooseLog(int total, int symbols, int maxLog)
    {
        int smallest = Math.Max(ZstdFormat.MinFseLog, BitOperations.Log2((uint)symbols) + 1);
        return Math.Min(Math.Max(BitOperations.Log2((uint)Math.Max(total - 1, 1)) - 2, smallest), maxLog);
    }

    /// <summary>Every symbol that occurs gets at least one state.</summary>
    /// <param name="frequencies">How often each symbol occurs.</param>
    /// <param name="total">Their sum.</param>
    /// <param name="log">The table's size as a power of two, not smaller than the number of symbols that occur.</param>
    /// <param name="counts">The number of states of each symbol.</param>
    public static void Share(ReadOnlySpan<int> frequencies, int total, int log, Span<short> counts)
    {
        int left = 1 << log;
        for (int symbol = 0; symbol < frequencies.Length; symbol++)
        {
            long share = (((long)frequencies[symbol] << log) + (total / 2)) / total;
            counts[symbol] = (short)(frequencies[symbol] == 0 ? 0 : Math.Max(share, 1));
            left -= counts[symbol];
        }

        for (; left != 0; left -= Math.Sign(left))
            counts[IndexOfLargest(counts)] += (short)Math.Sign(left);
    }

    /// <summary>How many bits the symbols take with a table, without the first state.</summary>
    public static double Cost(ReadOnlySpan<int> frequencies, ReadOnlySpan<short> counts, int log)
    {
        double bits = 0;
        for (int symbol = 0; symbol < frequencies.Length; symbol++)
        {
            if (frequencies[symbol] > 0)
                bits += frequencies[symbol] * (log - Math.Log2(Math.Abs(counts[symbol])));
        }

        return bits;
    }

    /// <summary>Describes a table, for <see cref="FseCounts"/> to read.</summary>
    public static void Write(ReadOnlySpan<short> counts, int log, GrowableBuffer output)
    {
        Span<byte> description = stackalloc byte[MaxDescriptionLength];
        BitWriter bits = new(description);
        bits.Add((uint)(log - ZstdFormat.MinFseLog), 4);
        int left = 1 << log;
        int written = 4;
        for (int symbol = 0; left > 0; symbol++)
        {
            written += WriteCount(ref bits, counts[symbol], left);
            left -= Math.Abs(counts[symbol]);
            if (counts[symbol] == 0)
                written += WriteZeroRun(ref bits, counts, ref symbol);
            bits.Flush();
        }

        bits.Finish();
        output.Write(description[..((written + 7) / 8)]);
    }

    private static int WriteCount(ref BitWriter bits, int count, int left)
    {
        int length = BitOperations.Log2((uint)left + 1) + 1;
        int shortMask = (1 << (length - 1)) - 1;
        int shortValues = (1 << length) - 1 - (left + 1);
        int value = count + 1;
        if (value < shortValues)
            length--;
        else if (value > shortMask)
            value += shortValues;
        bits.Add((uint)value, length);
        return length;
    }

    private static int WriteZeroRun(ref BitWriter bits, ReadOnlySpan<short> counts, ref int symbol)
    {
        int written = 0;
        int run;
        do
        {
            for (run = 0; run < LongestZeroRun && counts[symbol + 1] == 0; run++)
                symbol++;
            bits.Add((uint)run, ZeroRunBits);
            bits.Flush();
            written += ZeroRunBits;
        } while (run == LongestZeroRun);
        return written;
    }

    private static int IndexOfLargest(ReadOnlySpan<short> counts)
    {
        int largest = 0;
        for (int symbol = 1; symbol < counts.Length; symbol++)
        {
            if (counts[symbol] > counts[largest])
                largest = symbol;
        }

        return largest;
    }
}
