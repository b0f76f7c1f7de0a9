using RocketMq.Protocol;

namespace RocketMq.Rebalancing;

/// <summary>Java's <c>AllocateMessageQueueAveragelyByCircle</c>.</summary>
internal sealed class CircleAllocation : IAllocationStrategy
{
    public string Name => "AVG_BY_CIRCLE";

    public IReadOnlyList<MessageQueue> Allocate(
        string group,
        string clientId,
        IReadOnlyList<MessageQueue> queues,
        IReadOnlyList<string> clientIds
    )
    {
        int index = AllocationMembers.IndexOf(clientId, queues, clientIds);
        return index < 0 ? [] : [.. queues.Where((_, position) => position % clientIds.Count == index)];
    }
}
