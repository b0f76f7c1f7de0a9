using RocketMq.Protocol;

namespace RocketMq.Rebalancing;

/// <summary>Java's <c>AllocateMessageQueueAveragely</c>.</summary>
internal sealed class AveragelyAllocation : IAllocationStrategy
{
    public string Name => "AVG";

    public IReadOnlyList<MessageQueue> Allocate(
        string group,
        string clientId,
        IReadOnlyList<MessageQueue> queues,
        IReadOnlyList<string> clientIds
    )
    {
        int index = AllocationMembers.IndexOf(clientId, queues, clientIds);
        if (index < 0)
            return [];

        (int share, int rest) = Math.DivRem(queues.Count, clientIds.Count);
        int start = (index * share) + Math.Min(index, rest);
        int count = share + (index < rest ? 1 : 0);
        return [.. queues.Skip(start).Take(count)];
    }
}
