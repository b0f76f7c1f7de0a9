using RocketMq.Broker.Delivery;
using RocketMq.Broker.Storage;

namespace RocketMq.Broker.Topics;

/// <summary>One queue of a topic: the index of its records and the pulls that wait for its next one.</summary>
internal sealed class TopicQueue(Topic topic, int id)
{
    public Topic Topic { get; } = topic;

    public int Id { get; } = id;

    public QueueIndex Index { get; } = new();

    public QueueWaiters Waiters { get; } = new();
}
