using System.Numerics;

namespace RocketMq.Protocol;

/// <summary>
/// An FSE table for writing. States are numbered from the table's size to twice that; a symbol takes bits off the state until it lies between the
/// symbol's count and twice that, which names one of the symbol's own states.
/// </summary>
/// <param name="maxLog">The largest table as a power of two.</param>
/// <param name="maxSymbols">How many symbols there are at most.</param>
internal sealed class FseEncodingTable(int maxLog, int maxSymbols)
{
    private readonly ushort[] _states = new ushort[1 << maxLog];
    private readonly int[] _bitsDelta = new int[maxSymbols];
    private readonly int[] _firstState = new int[maxSymbols];
    private readonly short[] _counts = new short[maxSymbols];

    /// <summary>The number of states as a power of two.</summary>
    public int Log { get; private set; }

    public void Build(ReadOnlySpan<short> counts, int log)
    {
        Log = log;
        int size = 1 << log;
        int first = 0;
        for (int symbol = 0; symbol < counts.Length; symbol++)
        {
            int count = Math.Abs(counts[symbol]);
            _counts[symbol] = (short)count;
            _firstState[symbol] = first;
            first += count;
            // The upper half is the number of bits to take, one less for states below the bound in the lower half.
            int maxBits = count <= 1 ? log : log - BitOperations.Log2((uint)count - 1);
            _bitsDelta[symbol] = (maxBits << 16) - (count << maxBits);
        }

        Span<byte> symbols = stackalloc byte[size];
        FseSpread.Fill(counts, symbols);
        Span<int> next = stackalloc int[counts.Length];
        _firstState.AsSpan(0, counts.Length).CopyTo(next);
        for (int state = 0; state < size; state++)
            _states[next[symbols[state]]++] = (ushort)(size + state);
    }

    /// <summary>One state that stands for one symbol and takes no bits.</summary>
    public void BuildSingle(int symbol)
    {
        Log = 0;
        _states[0] = 1;
        (_counts[symbol], _firstState[symbol], _bitsDelta[symbol]) = (1, 0, -1);
    }

    /// <summary>The state that ends with a symbol; writing goes from the last symbol to the first.</summary>
    public uint Begin(int symbol) => _states[_firstState[symbol]];

    /// <summary>Puts a symbol before those that the state stands for.</summary>
    public void Write(ref BitWriter bits, ref uint state, int symbol)
    {
        int count = (int)(state + _bitsDelta[symbol]) >> 16;
        bits.Add(state & ((1u << count) - 1), count);
        state = _states[_firstState[symbol] + (int)(state >> count) - _counts[symbol]];
    }

    /// <summary>Writes the state that reading begins with.</summary>
    public void End(ref BitWriter bits, uint state) => bits.Add(state & ((1u << Log) - 1), Log);
}
