using System.Buffers;
using System.Diagnostics;
using RocketMq.Transport.Correlation;

namespace RocketMq.Transport.Receiving;

/// <summary>Pooled memory that bytes are received into; frames are read in place and keep the block alive by counting references.</summary>
/// <remarks>
/// The receiver is the only one who hands out shares, so it counts them for itself and keeps a share that outweighs them all; handing one out for
/// each frame then costs no interlocked operation, only giving it back does.
/// </remarks>
internal sealed class ReceiveBlock(ReceiveBlockPool pool, byte[] bytes) : IReturnable<ReceiveBlock>
{
    private const int ReceiverShare = 1 << 30;

    private int _references = ReceiverShare;
    private int _handedOut;

    public ReceiveBlock? NextReturned { get; set; }

    public byte[] Bytes { get; } = bytes;

    /// <summary>Whether no frame in the block is in use, so that the receiver may write over it. Only the receiver.</summary>
    public bool IsUnshared => Volatile.Read(ref _references) == ReceiverShare - _handedOut;

    /// <summary>Hands out one share, to be given back by <see cref="Release" />. Only the receiver.</summary>
    public void Retain() => _handedOut++;

    /// <summary>Gives one share back. Any thread.</summary>
    public void Release() => Subtract(1);

    /// <summary>Gives the receiver's own share back; the block is free when the last frame in it is.</summary>
    public void Retire() => Subtract(ReceiverShare - _handedOut);

    /// <summary>Starts the count anew while nobody else has a share; otherwise the receiver's own would run out one day.</summary>
    public void Renew()
    {
        _references = ReceiverShare;
        _handedOut = 0;
    }

    public void Free() => ArrayPool<byte>.Shared.Return(Bytes);

    /// <summary>Makes whoever still reads frames that are not theirs any more notice it, in debug builds.</summary>
    [Conditional("DEBUG")]
    public void Poison(int length) => Bytes.AsSpan(0, length).Fill(0xDD);

    private void Subtract(int shares)
    {
        if (Interlocked.Add(ref _references, -shares) != 0)
            return;
        Poison(Bytes.Length);
        pool.Return(this);
    }
}
