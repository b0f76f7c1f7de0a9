using RocketMq.Broker.Topics;

namespace RocketMq.Broker;

/// <summary>Reads what an <see cref="EmbeddedBroker"/> holds, without asking it over the wire. Thread-safe; each answer is a snapshot.</summary>
public sealed class BrokerInspection
{
    private readonly BrokerNode _node;

    internal BrokerInspection(BrokerNode node) => _node = node;

    /// <summary>The names of all topics, system topics included.</summary>
    public IReadOnlyCollection<string> Topics => [.. _node.Topics.All.Select(topic => topic.Name)];

    /// <summary>The names of the consumer groups that have members now.</summary>
    public IReadOnlyCollection<string> ConsumerGroups => [.. _node.Consumers.All.Select(group => group.Name)];

    /// <summary>How many half messages of transactions wait for their producer's decision.</summary>
    public int PendingTransactions => _node.PendingTransactions;

    /// <summary>Where the queues of a topic begin and end.</summary>
    /// <param name="topic">The topic's name.</param>
    /// <returns>One entry for each queue that was written or read so far, by queue id; none for an unknown topic.</returns>
    public IReadOnlyList<QueueBounds> GetQueues(string topic) =>
        _node.Topics.TryGet(topic, out var found) ? [.. found.UsedQueues().Select(BoundsOf)] : [];

    /// <summary>How many messages a topic holds in all its queues.</summary>
    /// <param name="topic">The topic's name.</param>
    /// <returns>The number; 0 for an unknown topic.</returns>
    public long CountMessages(string topic) => GetQueues(topic).Sum(queue => queue.MaxOffset - queue.MinOffset);

    /// <summary>The offset that a group has committed for a queue.</summary>
    /// <param name="group">The consumer group.</param>
    /// <param name="topic">The topic's name.</param>
    /// <param name="queueId">The queue, from 0.</param>
    /// <returns>The offset of the next message to consume; null if none was committed.</returns>
    public long? GetCommittedOffset(string group, string topic, int queueId) =>
        _node.Offsets.Find(group, topic, queueId) is >= 0 and var offset ? offset : null;

    /// <summary>The clients that are in a consumer group.</summary>
    /// <param name="group">The consumer group.</param>
    /// <returns>Their client ids; none for an unknown group.</returns>
    public IReadOnlyList<string> GetClientIds(string group) =>
        _node.Consumers.Find(group) is { } found ? [.. found.Members().Select(member => member.ClientId)] : [];

    private static QueueBounds BoundsOf(TopicQueue queue) => new(queue.Id, queue.Index.Min, queue.Index.Max);
}
