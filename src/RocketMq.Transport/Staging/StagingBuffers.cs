using RocketMq.Protocol;

namespace RocketMq.Transport.Staging;

/// <summary>
/// The two buffers of one connection that swap roles: frames are encoded into one while the other is being sent. Members are called under the
/// connection's gate; only the memory returned by <see cref="TrySwap" /> is used outside, until <see cref="CompleteSend" />.
/// </summary>
internal sealed class StagingBuffers : IDisposable
{
    private const int InitialCapacity = 16 * 1024;

    /// <summary>A buffer that grew beyond this for large frames is given back when it has been sent.</summary>
    private const int KeptCapacity = 256 * 1024;

    private GrowableBuffer _filling = new(InitialCapacity);
    private GrowableBuffer _sending = new(InitialCapacity);
    private int _fillingReplyBytes;
    private int _sendingReplyBytes;

    /// <summary>Where frames are encoded.</summary>
    public GrowableBuffer Filling => _filling;

    /// <summary>Bytes that the transport has not taken yet.</summary>
    public long StagedBytes => (long)_filling.WrittenCount + _sending.WrittenCount;

    /// <summary>The part of <see cref="StagedBytes" /> that answers the peer's requests.</summary>
    public long StagedReplyBytes => (long)_fillingReplyBytes + _sendingReplyBytes;

    /// <summary>How many bytes were ever given to the transport: frames that begin at or after this position have not left.</summary>
    public long HandedOver { get; private set; }

    /// <summary>Where in the outgoing byte stream the next frame will begin.</summary>
    public long Position => HandedOver + _filling.WrittenCount;

    /// <summary>Counts a frame just encoded as an answer.</summary>
    public void CountReply(int frameLength) => _fillingReplyBytes += frameLength;

    /// <summary>Takes everything staged for sending; the other buffer is filled from now on.</summary>
    public bool TrySwap(out ReadOnlyMemory<byte> chunk)
    {
        if (_filling.WrittenCount == 0)
        {
            chunk = default;
            return false;
        }

        (_filling, _sending) = (_sending, _filling);
        (_fillingReplyBytes, _sendingReplyBytes) = (0, _fillingReplyBytes);
        chunk = _sending.WrittenMemory;
        HandedOver += chunk.Length;
        return true;
    }

    /// <summary>Frees the sent bytes.</summary>
    public void CompleteSend()
    {
        _sending.Trim(KeptCapacity);
        _sendingReplyBytes = 0;
    }

    public void Dispose()
    {
        _filling.Dispose();
        _sending.Dispose();
    }
}
