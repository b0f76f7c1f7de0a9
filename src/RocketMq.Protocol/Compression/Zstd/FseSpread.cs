namespace RocketMq.Protocol;

/// <summary>Which symbol each state of an FSE table stands for; both directions derive their tables from it (RFC 8878, 4.1.1).</summary>
internal static class FseSpread
{
    /// <param name="counts">How many of the table's states each symbol gets; −1 stands for one at the end of the table.</param>
    /// <param name="symbols">The symbol of each state; as long as the counts' sum, a power of two.</param>
    public static void Fill(ReadOnlySpan<short> counts, Span<byte> symbols)
    {
        int last = symbols.Length - 1;
        for (int symbol = 0; symbol < counts.Length; symbol++)
        {
            if (counts[symbol] == -1)
                symbols[last--] = (byte)symbol;
        }

        int mask = symbols.Length - 1;
        int step = (symbols.Length >> 1) + (symbols.Length >> 3) + 3;
        int state = 0;
        for (int symbol = 0; symbol < counts.Length; symbol++)
        {
            for (int i = 0; i < counts[symbol]; i++)
            {
                symbols[state] = (byte)symbol;
                do
                {
                    state = (state + step) & mask;
                } while (state > last);
            }
        }
    }
}
