using System.Numerics;

namespace RocketMq.Protocol;

/// <summary>An FSE table for reading: each state stands for a symbol and says how the next state is read.</summary>
/// <param name="maxLog">The largest table as a power of two.</param>
internal sealed class FseDecodingTable(int maxLog)
{
    private readonly FseState[] _states = new FseState[1 << maxLog];

    /// <summary>The number of states as a power of two, and so the number of bits of the first state.</summary>
    public int Log { get; private set; }

    public ReadOnlySpan<FseState> States => _states.AsSpan(0, 1 << Log);

    public void Build(ReadOnlySpan<short> counts, int log)
    {
        Log = log;
        Span<FseState> states = _states.AsSpan(0, 1 << log);
        Span<byte> symbols = stackalloc byte[states.Length];
        FseSpread.Fill(counts, symbols);
        Span<ushort> next = stackalloc ushort[counts.Length];
        for (int symbol = 0; symbol < counts.Length; symbol++)
            next[symbol] = (ushort)Math.Abs(counts[symbol]);

        for (int state = 0; state < states.Length; state++)
        {
            int number = next[symbols[state]]++;
            int bits = log - BitOperations.Log2((uint)number);
            states[state] = new(symbols[state], (byte)bits, (ushort)((number << bits) - states.Length));
        }
    }

    /// <summary>One state that stands for a symbol and leads to itself.</summary>
    public void BuildSingle(byte symbol)
    {
        Log = 0;
        _states[0] = new(symbol, 0, 0);
    }
}
