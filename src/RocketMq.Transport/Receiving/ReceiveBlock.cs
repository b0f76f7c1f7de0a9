using System.Buffers;
using System.Diagnostics;
using RocketMq.Transport.Correlation;

namespace RocketMq.Transport.Receiving;

/// <summary>Pooled memory that bytes are received into; frames are read in place and keep the block alive by counting references.</summary>
internal sealed class ReceiveBlock(ReceiveBlockPool pool, byte[] bytes) : IReturnable<ReceiveBlock>
{
    private int _references = 1;

    public ReceiveBlock? NextReturned { get; set; }

    public byte[] Bytes { get; } = bytes;

    /// <summary>Whether no frame in the block is in use, so that the receiver may write over it. Only the receiver adds references.</summary>
    public bool IsUnshared => Volatile.Read(ref _references) == 1;

    public void Retain() => Interlocked.Increment(ref _references);

    public void Release()
    {
        if (Interlocked.Decrement(ref _references) != 0)
            return;
        Poison(Bytes.Length);
        pool.Return(this);
    }

    /// <summary>Makes whoever still reads frames that are not theirs any more notice it, in debug builds.</summary>
    [Conditional("DEBUG")]
    public void Poison(int length) => Bytes.AsSpan(0, length).Fill(0xDD);

    public void Revive() => _references = 1;

    public void Free() => ArrayPool<byte>.Shared.Return(Bytes);
}
