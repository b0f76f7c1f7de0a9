using RocketMq.Broker.Storage;

namespace RocketMq.Broker.Delivery;

/// <summary>The outcome of reading a queue for a pull.</summary>
internal readonly record struct QueueRead(ReadStatus Status, long NextOffset, long MinOffset, long MaxOffset, int Messages);
