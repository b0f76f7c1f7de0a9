using RocketMq.Protocol;

namespace RocketMq.Testing;

/// <summary>A consumer has taken a queue over.</summary>
/// <param name="Member">The name of the consumer.</param>
/// <param name="Queue">The queue.</param>
public sealed record QueueTaken(string Member, MessageQueue Queue) : HistoryEvent
{
    /// <inheritdoc/>
    protected override string Tell() => $"{Member} took {Queue.Topic}@{Queue.BrokerName}[{Queue.QueueId}]";
}
