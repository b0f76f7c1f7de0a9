using RocketMq.Protocol;
using RocketMq.Rebalancing;

namespace RocketMq;

/// <summary>
/// The built-in ways to split the queues of a topic among the members of a consumer group. All but <see cref="Sticky"/> agree with the Java client's; all
/// members of a group must use the same one, so a group with Java members uses what these use.
/// </summary>
public static class AllocationStrategies
{
    private const int JavaVirtualNodes = 10;

    /// <summary>
    /// Contiguous blocks of nearly equal size, the first members one queue more. The default of the protocol. A member that joins shifts the blocks of
    /// all: of 16 queues, 5.9 on average move when a fifth member joins, though its share is 3.2.
    /// </summary>
    public static IAllocationStrategy Averagely { get; } = new AveragelyAllocation();

    /// <summary>Queues dealt out in turn, like cards. When a member joins, nearly all move.</summary>
    public static IAllocationStrategy AveragelyByCircle { get; } = new CircleAllocation();

    /// <summary>
    /// A hash ring with ten points per member: a member that joins takes queues over and none move between the others, but shares differ widely (of 16
    /// queues and five members, one may have none and another six).
    /// </summary>
    public static IAllocationStrategy ConsistentHash { get; } = new ConsistentHashAllocation(JavaVirtualNodes);

    /// <summary>
    /// Shares that differ by one queue at most, and a member that joins moves little more than its own: of 16 queues, 4.0 on average when a fifth joins.
    /// The Java client has nothing like it, so all members must be of this client.
    /// </summary>
    public static IAllocationStrategy Sticky { get; } = new StickyAllocation();

    /// <summary><see cref="ConsistentHash"/> with another number of points per member: more make the shares more even.</summary>
    /// <param name="virtualNodes">Points on the ring per member; at least 1, the same for all members.</param>
    /// <returns>The strategy.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="virtualNodes"/> is less than 1.</exception>
    public static IAllocationStrategy ConsistentHashWith(int virtualNodes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(virtualNodes, 1);
        return new ConsistentHashAllocation(virtualNodes);
    }

    /// <summary>Always these queues, whoever else is in the group: the members must be given different ones, and every queue must be given to one.</summary>
    /// <param name="queues">
    /// The queues of this member, of all its topics. Failed messages come back through the topic <c>%RETRY%group</c>: give its queues to a member, too.
    /// </param>
    /// <returns>The strategy.</returns>
    public static IAllocationStrategy ByConfiguration(params IEnumerable<MessageQueue> queues)
    {
        ArgumentNullException.ThrowIfNull(queues);
        return new ConfiguredAllocation(queues);
    }

    /// <summary>Only the queues of brokers in the given rooms, split evenly; brokers are named <c>room@name</c>, others are left out.</summary>
    /// <param name="rooms">The rooms this group reads from.</param>
    /// <returns>The strategy.</returns>
    public static IAllocationStrategy MachineRoom(params IEnumerable<string> rooms)
    {
        ArgumentNullException.ThrowIfNull(rooms);
        return new MachineRoomAllocation(rooms);
    }

    /// <summary>Members share the queues of their own room; the queues of rooms without members are shared by all.</summary>
    /// <param name="inner">How the queues of a room are split.</param>
    /// <param name="roomOfQueue">Names the room of a queue, usually by its broker's name; not empty.</param>
    /// <param name="roomOfClient">Names the room of a member by its client id; not empty.</param>
    /// <returns>The strategy.</returns>
    /// <remarks>Both functions must be thread-safe and give the same answers in all members.</remarks>
    public static IAllocationStrategy MachineRoomNearby(
        IAllocationStrategy inner,
        Func<MessageQueue, string> roomOfQueue,
        Func<string, string> roomOfClient
    )
    {
        ArgumentNullException.ThrowIfNull(inner);
        ArgumentNullException.ThrowIfNull(roomOfQueue);
        ArgumentNullException.ThrowIfNull(roomOfClient);
        return new NearbyAllocation(inner, roomOfQueue, roomOfClient);
    }
}
