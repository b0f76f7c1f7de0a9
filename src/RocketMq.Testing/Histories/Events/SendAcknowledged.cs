using RocketMq.Protocol;

namespace RocketMq.Testing;

/// <summary>A broker has confirmed that it stored a message.</summary>
/// <param name="Id">The message, by the id that the history knows it by.</param>
/// <param name="Queue">The queue.</param>
/// <param name="Offset">The offset in the queue.</param>
/// <param name="DueTime">When it may be delivered at the earliest, as the receipt says; null for at once.</param>
public sealed record SendAcknowledged(string Id, MessageQueue Queue, long Offset, DateTimeOffset? DueTime) : HistoryEvent
{
    /// <inheritdoc/>
    protected override string Tell() => $"{Id} was acknowledged in {Queue.Topic}@{Queue.BrokerName}[{Queue.QueueId}] at {Offset}";
}
