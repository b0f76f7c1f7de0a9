using System.Buffers;

namespace RocketMq.Protocol;

/// <summary>The literals and sequences of one block, in pooled memory that serves block after block.</summary>
internal sealed class BlockContent
{
    private readonly byte[] _literals;
    private readonly ZstdSequence[] _sequences;
    private int _literalCount;
    private int _sequenceCount;

    /// <param name="maxBlockSize">The size of the largest block.</param>
    public BlockContent(int maxBlockSize)
    {
        _literals = ArrayPool<byte>.Shared.Rent(maxBlockSize);
        // No match is shorter than four bytes.
        _sequences = ArrayPool<ZstdSequence>.Shared.Rent((maxBlockSize / 4) + 1);
    }

    public ReadOnlySpan<byte> Literals => _literals.AsSpan(0, _literalCount);

    public ReadOnlySpan<ZstdSequence> Sequences => _sequences.AsSpan(0, _sequenceCount);

    public void Clear() => (_literalCount, _sequenceCount) = (0, 0);

    public void Add(ReadOnlySpan<byte> literals, uint offsetValue, int matchLength)
    {
        AddLastLiterals(literals);
        _sequences[_sequenceCount++] = new(literals.Length, offsetValue, matchLength);
    }

    public void AddLastLiterals(ReadOnlySpan<byte> literals)
    {
        literals.CopyTo(_literals.AsSpan(_literalCount));
        _literalCount += literals.Length;
    }

    /// <summary>Gives the memory back to the pool; the content is not used again.</summary>
    public void Release()
    {
        ArrayPool<byte>.Shared.Return(_literals);
        ArrayPool<ZstdSequence>.Shared.Return(_sequences);
    }
}
