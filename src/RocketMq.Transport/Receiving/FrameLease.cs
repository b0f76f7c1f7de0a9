using RocketMq.Protocol;
using RocketMq.Transport.Correlation;

namespace RocketMq.Transport.Receiving;

/// <summary>A received frame together with its share in the block that holds its bytes.</summary>
/// <remarks>Each use has its own version: a response that was disposed, or disposed twice, cannot reach the frame of a later use.</remarks>
internal sealed class FrameLease(ReturnStack<FrameLease> home) : IReturnable<FrameLease>
{
    private RemotingFrame _frame;
    private ReceiveBlock? _block;
    private int _version;

    public FrameLease? NextReturned { get; set; }

    /// <summary>Takes a share in the block. Only the receive loop.</summary>
    /// <returns>The version that this use answers to.</returns>
    public int Begin(in RemotingFrame frame, ReceiveBlock block)
    {
        block.Retain();
        _frame = frame;
        _block = block;
        return Volatile.Read(ref _version);
    }

    public ref readonly RemotingFrame GetFrame(int version)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _version) != version, typeof(RemotingResponse));
        return ref _frame;
    }

    public void End(int version)
    {
        // Disposing twice is tolerated, disposing on two threads at once is not: a lease has one owner.
        if (Volatile.Read(ref _version) != version)
            return;
        Volatile.Write(ref _version, version + 1);
        _frame = default;
        _block!.Release();
        _block = null;
        home.Return(this);
    }
}
