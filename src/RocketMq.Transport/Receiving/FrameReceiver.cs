using RocketMq.Protocol;

namespace RocketMq.Transport.Receiving;

/// <summary>Cuts the received byte stream into frames, in place. Used by one receive loop only.</summary>
/// <remarks>
/// Bytes go into a block until it is used up; what is left of an incomplete frame moves to the next one. A frame that does not fit a block gets
/// memory of its own once its length is known and within the limit, so a peer cannot make this end allocate more than one frame's limit.
/// </remarks>
internal sealed class FrameReceiver(ReceiveBlockPool pool, int maxFrameLength)
{
    /// <summary>Below this much free space, moving a few bytes is cheaper than receiving in small portions.</summary>
    private const int MinimumReceive = 8 * 1024;

    private ReceiveBlock _block = pool.Rent();
    private int _start;
    private int _end;
    private int _limit = ReceiveBlockPool.BlockSize;
    private int _frameLength;

    /// <summary>The block that the last frame read lies in.</summary>
    public ReceiveBlock Block => _block;

    /// <summary>Whether the stream stops in the middle of a frame.</summary>
    public bool HasPartialFrame => _end > _start;

    /// <summary>The memory to receive into next. Frames that were read before and are not leased are invalid from here on.</summary>
    public Memory<byte> GetMemory()
    {
        if (_start == _end)
            Rewind();
        else if (_frameLength > ReceiveBlockPool.BlockSize)
            MoveToOwnBlock();
        else if (ReceiveBlockPool.BlockSize - _end < MinimumReceive || _frameLength > ReceiveBlockPool.BlockSize - _start)
            MoveToFront();
        return _block.Bytes.AsMemory(_end, _limit - _end);
    }

    /// <summary>Counts bytes that were received into <see cref="GetMemory" />.</summary>
    public void Advance(int received) => _end += received;

    /// <summary>Reads the next complete frame.</summary>
    /// <exception cref="ProtocolException">The bytes are no frame, or one over the limit.</exception>
    public bool TryRead(out RemotingFrame frame)
    {
        ReadOnlySpan<byte> unread = _block.Bytes.AsSpan(_start, _end - _start);
        if (!FrameReader.TryGetLength(unread, maxFrameLength, out _frameLength))
        {
            frame = default;
            return false;
        }

        frame = FrameReader.Parse(_block.Bytes.AsMemory(_start, _frameLength));
        _start += _frameLength;
        _frameLength = 0;
        return true;
    }

    public void Close()
    {
        _block.Retire();
        pool.Close();
    }

    private bool IsOwnBlock => _limit != ReceiveBlockPool.BlockSize;

    private void Rewind()
    {
        if (!IsOwnBlock && !_block.IsUnshared && ReceiveBlockPool.BlockSize - _end >= MinimumReceive)
            return;
        if (IsOwnBlock || !_block.IsUnshared)
            Replace(pool.Rent(), ReceiveBlockPool.BlockSize);
        else
            Reuse();
        _start = _end = 0;
    }

    private void Reuse()
    {
        _block.Poison(_end);
        _block.Renew();
    }

    private void MoveToOwnBlock()
    {
        if (IsOwnBlock)
            return;
        ReceiveBlock own = pool.RentFor(_frameLength);
        MoveUnread(own);
        Replace(own, _frameLength);
    }

    private void MoveToFront()
    {
        if (_block.IsUnshared)
        {
            MoveUnread(_block);
            _block.Renew();
            return;
        }

        ReceiveBlock next = pool.Rent();
        MoveUnread(next);
        Replace(next, ReceiveBlockPool.BlockSize);
    }

    private void MoveUnread(ReceiveBlock target)
    {
        _block.Bytes.AsSpan(_start, _end - _start).CopyTo(target.Bytes);
        _end -= _start;
        _start = 0;
    }

    private void Replace(ReceiveBlock next, int limit)
    {
        _block.Retire();
        _block = next;
        _limit = limit;
    }
}
