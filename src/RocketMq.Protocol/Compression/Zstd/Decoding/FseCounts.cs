using System.Numerics;

namespace RocketMq.Protocol;

/// <summary>Reads how many states of an FSE table each symbol gets (RFC 8878, 4.1.1).</summary>
internal ref struct FseCounts
{
    private const int ZeroRunBits = 2;
    private const int LongestZeroRun = 3;

    private readonly ReadOnlySpan<byte> _input;
    private int _bit;

    private FseCounts(ReadOnlySpan<byte> input) => _input = input;

    /// <param name="input">Begins with the description; moved behind it.</param>
    /// <param name="maxLog">The largest table to accept, as a power of two.</param>
    /// <param name="counts">The counts; the symbols that are not mentioned get zero.</param>
    /// <param name="what">What is described, for errors.</param>
    /// <returns>The table's size as a power of two.</returns>
    /// <exception cref="ProtocolException">The description is malformed.</exception>
    public static int Read(ref ReadOnlySpan<byte> input, int maxLog, scoped Span<short> counts, string what)
    {
        FseCounts reader = new(input);
        int log = reader.ReadBits(4) + ZstdFormat.MinFseLog;
        if (log > maxLog)
            throw ZstdFormat.Malformed($"the table of {what} has 2^{log} states where at most 2^{maxLog} are allowed");

        counts.Clear();
        int left = 1 << log;
        for (int symbol = 0; left > 0; symbol++)
        {
            if (symbol >= counts.Length)
                throw ZstdFormat.Malformed($"the table of {what} has more than {counts.Length} symbols");

            int count = reader.ReadCount(left);
            counts[symbol] = (short)count;
            left -= Math.Abs(count);
            if (count == 0)
                symbol += reader.ReadZeroRun();
        }

        int length = (reader._bit + 7) >> 3;
        if (length > input.Length)
            throw ZstdFormat.Malformed($"it ends within the table of {what}");

        input = input[length..];
        return log;
    }

    /// <summary>Small values take one bit less where not all values of the full length are needed.</summary>
    private int ReadCount(int left)
    {
        int bits = BitOperations.Log2((uint)left + 1) + 1;
        int shortMask = (1 << (bits - 1)) - 1;
        int shortValues = (1 << bits) - 1 - (left + 1);
        int value = Peek(bits);
        if ((value & shortMask) < shortValues)
        {
            _bit += bits - 1;
            return (value & shortMask) - 1;
        }

        _bit += bits;
        return (value > shortMask ? value - shortValues : value) - 1;
    }

    private int ReadZeroRun()
    {
        int run = 0;
        int more;
        do
        {
            more = ReadBits(ZeroRunBits);
            run += more;
        } while (more == LongestZeroRun && run < ZstdFormat.MaxHuffmanSymbols);
        return run;
    }

    private int ReadBits(int count)
    {
        int value = Peek(count);
        _bit += count;
        return value;
    }

    /// <summary>The next bits, the first one as the lowest; zeros beyond the end, which the caller notices at its end.</summary>
    private readonly int Peek(int count)
    {
        int value = 0;
        for (int index = _bit >> 3, shift = -(_bit & 7); shift < count && index < _input.Length; index++, shift += 8)
            value |= shift < 0 ? _input[index] >> -shift : _input[index] << shift;
        return value & ((1 << count) - 1);
    }
}
