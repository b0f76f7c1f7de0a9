namespace RocketMq.Producing;

internal enum QueueSelectionKind
{
    RoundRobin = 0,
    Random,
    MachineRoom,
    Queue,
    Hash,
    Function,
}
