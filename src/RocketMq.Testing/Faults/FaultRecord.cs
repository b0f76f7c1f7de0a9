using RocketMq.Protocol;

namespace RocketMq.Testing;

/// <summary>A fault that happened.</summary>
/// <param name="At">When, by the proxy's clock.</param>
/// <param name="Server">The server of the link, <c>host:port</c>.</param>
/// <param name="Direction">The way of the frame.</param>
/// <param name="Code">The code of the request that the frame is or answers, if known.</param>
/// <param name="Opaque">The frame's number on its connection.</param>
/// <param name="Action">What befell it.</param>
public sealed record FaultRecord(
    DateTimeOffset At,
    string Server,
    FrameDirection Direction,
    RequestCode? Code,
    int Opaque,
    FaultAction Action
);
