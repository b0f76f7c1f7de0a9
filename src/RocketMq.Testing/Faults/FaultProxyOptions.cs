using System.Net;
using RocketMq.Protocol;

namespace RocketMq.Testing;

/// <summary>How a <see cref="FaultProxy"/> behaves; read once when it starts.</summary>
public sealed class FaultProxyOptions
{
    /// <summary>Decides everything that is left to chance. Print it, and the same faults can be had again.</summary>
    /// <value>1 by default.</value>
    public int Seed { get; set; } = 1;

    /// <summary>The clock of delays and drips.</summary>
    /// <value>The system's by default.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>The address that the proxy's ports are bound to.</summary>
    /// <value>127.0.0.1 by default.</value>
    public IPAddress Bind { get; set; } = IPAddress.Loopback;

    /// <summary>The largest frame that is passed on, in bytes; a longer one ends its connection.</summary>
    /// <value>16 MiB by default, as in brokers.</value>
    public int MaxFrameLength { get; set; } = FrameLimits.DefaultMaxFrameLength;
}
