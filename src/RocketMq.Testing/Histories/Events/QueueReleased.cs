using RocketMq.Protocol;

namespace RocketMq.Testing;

/// <summary>A consumer has given a queue up.</summary>
/// <param name="Member">The name of the consumer.</param>
/// <param name="Queue">The queue.</param>
public sealed record QueueReleased(string Member, MessageQueue Queue) : HistoryEvent
{
    /// <inheritdoc/>
    protected override string Tell() => $"{Member} released {Queue.Topic}@{Queue.BrokerName}[{Queue.QueueId}]";
}
