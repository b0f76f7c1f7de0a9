using System.Buffers;
using RocketMq.Transport.Correlation;

namespace RocketMq.Transport.Receiving;

/// <summary>The receive blocks of one connection: a few are kept, the rest and all oversized ones go back to the shared array pool.</summary>
internal sealed class ReceiveBlockPool
{
    /// <summary>Small enough to stay off the large object heap, large enough for hundreds of small frames in one receive.</summary>
    public const int BlockSize = 64 * 1024;

    private const int MaximumKept = 8;
    private readonly ReturnStack<ReceiveBlock> _free = new();
    private int _kept;
    private bool _closed;

    /// <summary>Takes a block of <see cref="BlockSize" />. Only the receive loop.</summary>
    public ReceiveBlock Rent()
    {
        if (_free.TryTake() is not { } block)
            return new ReceiveBlock(this, ArrayPool<byte>.Shared.Rent(BlockSize));
        Interlocked.Decrement(ref _kept);
        block.Renew();
        return block;
    }

    /// <summary>Takes a block for one frame longer than <see cref="BlockSize" />.</summary>
    public ReceiveBlock RentFor(int frameLength) => new(this, ArrayPool<byte>.Shared.Rent(frameLength));

    public void Return(ReceiveBlock block)
    {
        if (block.Bytes.Length == BlockSize && TryKeep())
            _free.Return(block);
        else
            block.Free();
    }

    /// <summary>Gives the kept blocks back. Called by the receive loop when it ends; blocks that are still leased follow when they are released.</summary>
    public void Close()
    {
        Volatile.Write(ref _closed, true);
        while (_free.TryTake() is { } block)
            block.Free();
    }

    private bool TryKeep()
    {
        if (Volatile.Read(ref _closed))
            return false;
        if (Interlocked.Increment(ref _kept) <= MaximumKept)
            return true;
        Interlocked.Decrement(ref _kept);
        return false;
    }
}
