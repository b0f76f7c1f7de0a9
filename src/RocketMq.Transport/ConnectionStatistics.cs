namespace RocketMq.Transport;

/// <summary>Running totals of one connection since it was created, for metrics and benchmarks.</summary>
/// <remarks>Reading is thread-safe at any time, also after the connection closed; the totals are not read as one atomic set.</remarks>
public sealed class ConnectionStatistics
{
    private long _framesSent;
    private long _bytesSent;
    private long _sends;
    private long _framesReceived;
    private long _bytesReceived;
    private long _receives;
    private long _unmatchedResponses;
    private long _abandonedRequests;

    /// <summary>Frames staged for sending.</summary>
    public long FramesSent => Volatile.Read(ref _framesSent);

    /// <summary>Bytes that the transport has taken.</summary>
    public long BytesSent => Volatile.Read(ref _bytesSent);

    /// <summary>Send operations on the transport; far fewer than <see cref="FramesSent" /> when frames are batched.</summary>
    public long Sends => Volatile.Read(ref _sends);

    /// <summary>Complete frames received.</summary>
    public long FramesReceived => Volatile.Read(ref _framesReceived);

    /// <summary>Bytes received.</summary>
    public long BytesReceived => Volatile.Read(ref _bytesReceived);

    /// <summary>Receive operations on the transport that returned bytes.</summary>
    public long Receives => Volatile.Read(ref _receives);

    /// <summary>Responses that no request was waiting for: late, duplicate, or with an opaque that was never given out. They are ignored.</summary>
    public long UnmatchedResponses => Volatile.Read(ref _unmatchedResponses);

    /// <summary>Requests whose caller stopped waiting: timed out or cancelled after they were staged.</summary>
    public long AbandonedRequests => Volatile.Read(ref _abandonedRequests);

    // Each total has one writer at a time (the staging lock, the flush loop or the receive loop), so plain additions suffice where that holds.
    internal void AddStagedFrame() => Volatile.Write(ref _framesSent, _framesSent + 1);

    internal void AddSend(int bytes)
    {
        Volatile.Write(ref _bytesSent, _bytesSent + bytes);
        Volatile.Write(ref _sends, _sends + 1);
    }

    internal void AddReceive(int bytes)
    {
        Volatile.Write(ref _bytesReceived, _bytesReceived + bytes);
        Volatile.Write(ref _receives, _receives + 1);
    }

    internal void AddReceivedFrames(int count) => Volatile.Write(ref _framesReceived, _framesReceived + count);

    internal void AddUnmatchedResponse() => Volatile.Write(ref _unmatchedResponses, _unmatchedResponses + 1);

    internal void AddAbandonedRequests(int count) => Interlocked.Add(ref _abandonedRequests, count);
}
