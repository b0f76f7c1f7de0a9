using RocketMq.Protocol;

namespace RocketMq.Testing;

/// <summary>The broker was seen to have a committed offset.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="Offset">The offset up to which the group is done.</param>
public sealed record OffsetCommitted(MessageQueue Queue, long Offset) : HistoryEvent
{
    /// <inheritdoc/>
    protected override string Tell() => $"offset {Offset} is committed for {Queue.Topic}@{Queue.BrokerName}[{Queue.QueueId}]";
}
