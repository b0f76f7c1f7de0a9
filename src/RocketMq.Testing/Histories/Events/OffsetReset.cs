using RocketMq.Protocol;

namespace RocketMq.Testing;

/// <summary>An administrator moved the group on a queue.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="Offset">Where the group goes on.</param>
public sealed record OffsetReset(MessageQueue Queue, long Offset) : HistoryEvent
{
    /// <inheritdoc/>
    protected override string Tell() => $"{Queue.Topic}@{Queue.BrokerName}[{Queue.QueueId}] was reset to {Offset}";
}
