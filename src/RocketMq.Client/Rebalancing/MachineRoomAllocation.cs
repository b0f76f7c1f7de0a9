using RocketMq.Protocol;

namespace RocketMq.Rebalancing;

/// <summary>Java's <c>AllocateMessageQueueByMachineRoom</c>: the queues of brokers named <c>room@name</c> in the given rooms, and no others.</summary>
internal sealed class MachineRoomAllocation(IEnumerable<string> rooms) : IAllocationStrategy
{
    private readonly HashSet<string> _rooms = new(rooms, StringComparer.Ordinal);

    public string Name => "MACHINE_ROOM";

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

        MessageQueue[] inRooms = [.. queues.Where(queue => queue.BrokerName.Split('@') is [var room, _] && _rooms.Contains(room))];
        (int share, int rest) = Math.DivRem(inRooms.Length, clientIds.Count);
        IEnumerable<MessageQueue> block = inRooms.Skip(index * share).Take(share);
        return index < rest ? [.. block, inRooms[(share * clientIds.Count) + index]] : [.. block];
    }
}
