using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using RocketMq.Protocol;

namespace RocketMq.Rebalancing;

/// <summary>Java's <c>AllocateMessageQueueConsistentHash</c> with its default hash function.</summary>
/// <param name="virtualNodes">Points on the ring per member.</param>
internal sealed class ConsistentHashAllocation(int virtualNodes) : IAllocationStrategy
{
    public string Name => "CONSISTENT_HASH";

    public IReadOnlyList<MessageQueue> Allocate(
        string group,
        string clientId,
        IReadOnlyList<MessageQueue> queues,
        IReadOnlyList<string> clientIds
    )
    {
        if (AllocationMembers.IndexOf(clientId, queues, clientIds) < 0)
            return [];

        SortedList<uint, string> ring = BuildRing(clientIds);
        return [.. queues.Where(queue => string.Equals(OwnerOf(queue, ring), clientId, StringComparison.Ordinal))];
    }

    private SortedList<uint, string> BuildRing(IReadOnlyList<string> clientIds)
    {
        var ring = new SortedList<uint, string>();
        foreach (string member in clientIds)
        {
            for (int replica = 0; replica < virtualNodes; replica++)
                ring[Hash($"{member}-{replica}")] = member;
        }

        return ring;
    }

    private static string OwnerOf(MessageQueue queue, SortedList<uint, string> ring)
    {
        uint hash = Hash($"MessageQueue [topic={queue.Topic}, brokerName={queue.BrokerName}, queueId={queue.QueueId}]");
        foreach ((uint point, string member) in ring)
        {
            if (point >= hash)
                return member;
        }

        return ring.Values[0];
    }

    [SuppressMessage("Security", "CA5351", Justification = "Placement, not security: members of other languages compute the same MD5.")]
    private static uint Hash(string key) => BinaryPrimitives.ReadUInt32BigEndian(MD5.HashData(Encoding.UTF8.GetBytes(key)));
}
