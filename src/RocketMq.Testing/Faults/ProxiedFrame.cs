using RocketMq.Protocol;

namespace RocketMq.Testing;

/// <summary>One frame on its way through a <see cref="FaultProxy"/>, as a fault's condition sees it.</summary>
public readonly record struct ProxiedFrame
{
    /// <summary>Where the link leads, <c>host:port</c>: the name server or broker behind the proxy.</summary>
    public required string Server { get; init; }

    /// <summary>Which way it goes.</summary>
    public required FrameDirection Direction { get; init; }

    /// <summary>The code of the request that it is or answers; null for an answer to a request that the proxy has not seen.</summary>
    public required RequestCode? Code { get; init; }

    /// <summary>The frame as it was read: header fields, flags, body. Valid during the call only.</summary>
    public required RemotingFrame Frame { get; init; }

    /// <summary>Whether it answers a request.</summary>
    public bool IsResponse => Frame.IsResponse;

    /// <summary>What the answer says; null for a request.</summary>
    public ResponseCode? ResponseCode => Frame.IsResponse ? (ResponseCode)Frame.Code : null;

    /// <summary>The number by which request and answer find each other on their connection.</summary>
    public int Opaque => Frame.Opaque;
}
