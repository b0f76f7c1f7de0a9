using RocketMq.Protocol;

namespace RocketMq.Rebalancing;

/// <summary>
/// Java's <c>AllocateMachineRoomNearby</c>: members share the queues of their own room; the queues of rooms without members are shared by all.
/// </summary>
internal sealed class NearbyAllocation(IAllocationStrategy inner, Func<MessageQueue, string> roomOfQueue, Func<string, string> roomOfClient)
    : IAllocationStrategy
{
    public string Name => $"MACHINE_ROOM_NEARBY-{inner.Name}";

    public IReadOnlyList<MessageQueue> Allocate(
        string group,
        string clientId,
        IReadOnlyList<MessageQueue> queues,
        IReadOnlyList<string> clientIds
    )
    {
        if (AllocationMembers.IndexOf(clientId, queues, clientIds) < 0)
            return [];

        ILookup<string, string> clients = clientIds.ToLookup(client => Check(roomOfClient(client), client), StringComparer.Ordinal);
        string own = roomOfClient(clientId);
        List<MessageQueue> near = [];
        List<MessageQueue> orphaned = [];
        IEnumerable<IGrouping<string, MessageQueue>> rooms = queues
            .GroupBy(queue => Check(roomOfQueue(queue), queue.ToString()), StringComparer.Ordinal)
            .OrderBy(room => room.Key, StringComparer.Ordinal);
        foreach (IGrouping<string, MessageQueue> room in rooms)
        {
            if (string.Equals(room.Key, own, StringComparison.Ordinal))
                near.AddRange(inner.Allocate(group, clientId, [.. room], [.. clients[room.Key]]));
            else if (!clients.Contains(room.Key))
                orphaned.AddRange(inner.Allocate(group, clientId, [.. room], clientIds));
        }

        return [.. near, .. orphaned];
    }

    private static string Check(string? room, string of) =>
        string.IsNullOrEmpty(room)
            ? throw new InvalidOperationException(
                $"The room of {of} is empty. The functions given to AllocationStrategies.MachineRoomNearby must name a room for every queue and client."
            )
            : room;
}
