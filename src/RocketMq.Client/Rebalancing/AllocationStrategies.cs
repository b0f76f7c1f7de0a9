using RocketMq.Rebalancing;

namespace RocketMq;

/// <summary>The built-in ways to split the queues of a topic among the members of a consumer group; they agree with the Java client's.</summary>
public static class AllocationStrategies
{
    /// <summary>Contiguous blocks of nearly equal size, the first members one queue more. The default of the protocol.</summary>
    public static IAllocationStrategy Averagely { get; } = new AveragelyAllocation();

    /// <summary>Queues dealt out in turn, like cards.</summary>
    public static IAllocationStrategy AveragelyByCircle { get; } = new CircleAllocation();

    /// <summary>A hash ring with ten points per member: a member that joins or leaves moves few queues of the others.</summary>
    public static IAllocationStrategy ConsistentHash { get; } = new ConsistentHashAllocation(virtualNodes: 10);
}
