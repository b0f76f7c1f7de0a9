using RocketMq.Protocol;

namespace RocketMq;

/// <summary>A change in which queues a push consumer reads.</summary>
/// <param name="Taken">Queues it reads from now on.</param>
/// <param name="Released">Queues it gave up: their handlers ended, their offsets are committed.</param>
public sealed record QueueAssignmentChange(IReadOnlyList<MessageQueue> Taken, IReadOnlyList<MessageQueue> Released);
