using RocketMq.Protocol;

namespace RocketMq.Testing;

/// <summary>Which frames a fault befalls, and what befalls them. Arm it with <see cref="FaultProxy.Arm(FrameFault)"/>. Immutable.</summary>
/// <param name="Action">What happens to a frame that is picked.</param>
public sealed record FrameFault(FaultAction Action)
{
    /// <summary>The way of the frames; null for both.</summary>
    public FrameDirection? Direction { get; init; }

    /// <summary>The code of the request, for the request itself and for its answer; null for all.</summary>
    public RequestCode? Code { get; init; }

    /// <summary>The server of the link, <c>host:port</c>; null for all.</summary>
    public string? Server { get; init; }

    /// <summary>A further condition, called on the proxy's threads, one call at a time; null for none.</summary>
    public Func<ProxiedFrame, bool>? Where { get; init; }

    /// <summary>How many frames that match are let through first.</summary>
    /// <value>0 by default.</value>
    public int Skip { get; init; }

    /// <summary>How many frames are picked at most.</summary>
    /// <value>1 by default; <see cref="int.MaxValue"/> for every one.</value>
    public int Times { get; init; } = 1;

    /// <summary>The share of the matching frames that is picked, by the proxy's seed: the same matches are picked for the same seed.</summary>
    /// <value>From 0 to 1; 1 by default.</value>
    public double Probability { get; init; } = 1;
}
