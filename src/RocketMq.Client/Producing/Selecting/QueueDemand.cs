using RocketMq.Routing;

namespace RocketMq.Producing;

/// <summary>What is asked of a queue's broker when the queue itself is open.</summary>
/// <param name="AvoidBroker">The broker of the failed attempt; null on the first.</param>
/// <param name="HealthClock">The clock for the brokers' health; null if health does not matter.</param>
/// <param name="Rooms">The machine rooms that may be used; null for all.</param>
internal readonly record struct QueueDemand(string? AvoidBroker, TimeProvider? HealthClock, IReadOnlySet<string>? Rooms)
{
    private const string RoomSeparators = "@-";

    public bool Meets(Broker broker, QueueDemandLevel level) =>
        (Rooms is null || IsInRoom(broker.Name, Rooms))
        && (level == QueueDemandLevel.Any || !string.Equals(broker.Name, AvoidBroker, StringComparison.Ordinal))
        && (
            HealthClock is null
            || level switch
            {
                QueueDemandLevel.AvailableElsewhere => broker.Health.IsAvailable(HealthClock),
                QueueDemandLevel.ReachableElsewhere => broker.Health.IsReachable,
                _ => true,
            }
        );

    // The name of a broker begins with its room: room@broker, as Java's AllocateMessageQueueByMachineRoom splits it, or room-broker.
    private static bool IsInRoom(string brokerName, IReadOnlySet<string> rooms)
    {
        foreach (string room in rooms)
        {
            if (IsPrefix(brokerName, room))
                return true;
        }
        return false;
    }

    private static bool IsPrefix(string brokerName, string room) =>
        brokerName.Length > room.Length
        && RoomSeparators.Contains(brokerName[room.Length], StringComparison.Ordinal)
        && brokerName.StartsWith(room, StringComparison.Ordinal);
}
