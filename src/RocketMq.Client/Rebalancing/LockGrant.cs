using RocketMq.Protocol;

namespace RocketMq.Rebalancing;

/// <summary>A lock that a broker granted.</summary>
/// <param name="Queue">The locked queue.</param>
/// <param name="RequestedAt">When it was asked for (<see cref="TimeProvider.GetTimestamp"/>).</param>
internal readonly record struct LockGrant(MessageQueue Queue, long RequestedAt);
