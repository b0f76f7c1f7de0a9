using RocketMq.Protocol;

namespace RocketMq.Testing;

/// <summary>A consumer handed a message to its handler.</summary>
/// <param name="Delivery">The number of the delivery; begin and end of one have the same.</param>
/// <param name="Member">The name of the consumer.</param>
/// <param name="Id">The message, by the id that the history knows it by.</param>
/// <param name="Key">The key that orders it among others; null when no order is asked for.</param>
/// <param name="Queue">The queue.</param>
/// <param name="Offset">The offset in the queue.</param>
/// <param name="Attempt">The number of the attempt, from 1.</param>
public sealed record DeliveryBegan(long Delivery, string Member, string Id, string? Key, MessageQueue Queue, long Offset, int Attempt)
    : HistoryEvent
{
    /// <inheritdoc/>
    protected override string Tell() =>
        $"{Member} began {Id} of {Queue.Topic}@{Queue.BrokerName}[{Queue.QueueId}] at {Offset}, attempt {Attempt}";
}
