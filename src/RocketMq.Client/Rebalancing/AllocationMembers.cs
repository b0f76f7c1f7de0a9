using RocketMq.Protocol;

namespace RocketMq.Rebalancing;

/// <summary>The place of a member in the ordered list of its group.</summary>
internal static class AllocationMembers
{
    /// <summary>The member's index, or -1 when it is not in the list: it gets nothing then.</summary>
    /// <exception cref="ArgumentException">There is no member, no queue or no list of members to split by (as in the Java client).</exception>
    public static int IndexOf(string clientId, IReadOnlyList<MessageQueue> queues, IReadOnlyList<string> clientIds)
    {
        ArgumentException.ThrowIfNullOrEmpty(clientId);
        ThrowIfEmpty(queues, nameof(queues));
        ThrowIfEmpty(clientIds, nameof(clientIds));
        for (int index = 0; index < clientIds.Count; index++)
        {
            if (string.Equals(clientIds[index], clientId, StringComparison.Ordinal))
                return index;
        }

        return -1;
    }

    private static void ThrowIfEmpty<T>(IReadOnlyList<T> list, string name)
    {
        ArgumentNullException.ThrowIfNull(list, name);
        if (list.Count == 0)
            throw new ArgumentException("A split needs at least one queue and one member.", name);
    }
}
