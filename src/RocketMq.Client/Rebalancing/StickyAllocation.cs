using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using RocketMq.Protocol;

namespace RocketMq.Rebalancing;

/// <summary>
/// Even shares that move little: every pair of queue and member has a weight that depends on these two alone, and the heaviest pairs are taken first
/// while the member has room. Who joins or leaves changes no weight between others, so most pairs stay.
/// </summary>
internal sealed class StickyAllocation : IAllocationStrategy
{
    public string Name => "STICKY";

    public IReadOnlyList<MessageQueue> Allocate(
        string group,
        string clientId,
        IReadOnlyList<MessageQueue> queues,
        IReadOnlyList<string> clientIds
    )
    {
        int own = AllocationMembers.IndexOf(clientId, queues, clientIds);
        if (own < 0)
            return [];

        int[] owners = new int[queues.Count];
        Array.Fill(owners, -1);
        int[] loads = new int[clientIds.Count];
        (int share, int largerShares) = Math.DivRem(queues.Count, clientIds.Count);
        foreach ((int queue, int member) in RankPairs(queues, clientIds))
        {
            if (owners[queue] >= 0 || loads[member] > share || (loads[member] == share && largerShares == 0))
                continue;

            if (loads[member] == share)
                largerShares--;

            loads[member]++;
            owners[queue] = member;
        }

        return [.. queues.Where((_, queue) => owners[queue] == own)];
    }

    /// <summary>All pairs, the heaviest first; equal weights keep the order of queues and members, which all members share.</summary>
    private static IEnumerable<(int Queue, int Member)> RankPairs(IReadOnlyList<MessageQueue> queues, IReadOnlyList<string> clientIds)
    {
        ulong[] ofMembers = [.. clientIds.Select(Hash)];
        return queues
            .SelectMany(
                (queue, index) =>
                {
                    ulong ofQueue = Hash($"{queue.Topic}\n{queue.BrokerName}\n{queue.QueueId}");
                    return ofMembers.Select((ofMember, member) => (Queue: index, Member: member, Weight: Mix(ofQueue ^ ofMember)));
                }
            )
            .OrderByDescending(pair => pair.Weight)
            .Select(pair => (pair.Queue, pair.Member));
    }

    // The finalizer of SplitMix64: every bit of the input changes half of the output.
    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    [SuppressMessage("Security", "CA5351", Justification = "Placement, not security; the same on every machine and in every process.")]
    private static ulong Hash(string key) => BinaryPrimitives.ReadUInt64BigEndian(MD5.HashData(Encoding.UTF8.GetBytes(key)));
}
