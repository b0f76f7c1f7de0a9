using RocketMq.Protocol;

namespace RocketMq.Rebalancing;

/// <summary>Java's <c>AllocateMessageQueueByConfig</c>: what the user says, whoever else is in the group.</summary>
internal sealed class ConfiguredAllocation(IEnumerable<MessageQueue> configured) : IAllocationStrategy
{
    private readonly IReadOnlyList<MessageQueue> _configured = [.. configured];

    public string Name => "CONFIG";

    public IReadOnlyList<MessageQueue> Allocate(
        string group,
        string clientId,
        IReadOnlyList<MessageQueue> queues,
        IReadOnlyList<string> clientIds
    ) => _configured;
}
