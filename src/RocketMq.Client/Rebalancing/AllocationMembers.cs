namespace RocketMq.Rebalancing;

/// <summary>The place of a member in the ordered list of its group.</summary>
internal static class AllocationMembers
{
    /// <summary>The member's index, or -1 when it is not in the list.</summary>
    public static int IndexOf(string clientId, IReadOnlyList<string> clientIds)
    {
        for (int index = 0; index < clientIds.Count; index++)
        {
            if (string.Equals(clientIds[index], clientId, StringComparison.Ordinal))
                return index;
        }

        return -1;
    }
}
