using RocketMq.Broker.Topics;

namespace RocketMq.Broker.Processing.Producing;

/// <summary>
/// Where a send goes. The answer names the queue that the client asked for, even where a retry that ran out of attempts
/// goes to the dead letter queue.
/// </summary>
internal readonly record struct SendTarget(TopicQueue Queue, int AnsweredQueueId, bool IsDeadLetter);
