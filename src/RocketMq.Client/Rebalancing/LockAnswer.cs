using System.Collections.Frozen;
using RocketMq.Protocol;

namespace RocketMq.Rebalancing;

/// <summary>What a broker answered to a lock request.</summary>
/// <param name="RequestedAt">When it was asked (<see cref="TimeProvider.GetTimestamp"/>).</param>
/// <param name="Locked">The queues that this client holds now.</param>
/// <param name="IsKnown">False when no answer came: nothing is known about any queue.</param>
internal sealed record LockAnswer(long RequestedAt, FrozenSet<MessageQueue> Locked, bool IsKnown = true)
{
    public static LockAnswer Unknown { get; } = new(0, [], IsKnown: false);
}
