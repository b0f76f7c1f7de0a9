namespace RocketMq.Broker;

/// <summary>Where one queue begins and ends.</summary>
/// <param name="QueueId">The queue, from 0.</param>
/// <param name="MinOffset">The offset of the oldest message kept.</param>
/// <param name="MaxOffset">The offset that the next message will have.</param>
public readonly record struct QueueBounds(int QueueId, long MinOffset, long MaxOffset);
