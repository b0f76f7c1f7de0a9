namespace RocketMq.Producing;

internal enum QueueSelectionKind
{
    RoundRobin = 0,
    Queue,
    Hash,
    Function,
}
