using RocketMq;
using RocketMq.Testing;

namespace FaultDrill;

/// <summary>Something that goes wrong while messages flow.</summary>
/// <param name="StrikeAsync">Strikes once, when a third of the messages has been handled.</param>
internal sealed record Drill(Func<FaultCluster, IReadOnlyList<ClusterMember>, Task> StrikeAsync)
{
    /// <summary>What the members do with messages; null for nothing but success.</summary>
    public MessageHandler? Handler { get; init; }

    /// <summary>Whether the clock moves only while somebody waits: expiries and retries then cost no time.</summary>
    public bool UsesVirtualTime { get; init; } = true;
}
