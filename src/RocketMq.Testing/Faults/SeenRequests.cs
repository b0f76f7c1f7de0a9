using System.Collections.Concurrent;
using RocketMq.Protocol;

namespace RocketMq.Testing;

/// <summary>The requests that passed one connection and were not answered yet, in both directions, by their opaque.</summary>
internal sealed class SeenRequests
{
    private readonly ConcurrentDictionary<int, RequestCode> _ofClient = new();
    private readonly ConcurrentDictionary<int, RequestCode> _ofServer = new();

    /// <summary>The code of the request that the frame is or answers.</summary>
    public RequestCode? CodeOf(in RemotingFrame frame, FrameDirection direction)
    {
        bool isOfClient = direction == FrameDirection.ToServer != frame.IsResponse;
        ConcurrentDictionary<int, RequestCode> requests = isOfClient ? _ofClient : _ofServer;
        if (frame.IsResponse)
            return requests.TryRemove(frame.Opaque, out RequestCode code) ? code : null;
        if (!frame.IsOneWay)
            requests[frame.Opaque] = frame.RequestCode;
        return frame.RequestCode;
    }
}
