namespace RocketMq;

/// <summary>Where a consumer group begins on a queue for which the broker has no committed offset of the group.</summary>
/// <remarks>
/// Queues that appear after the consumer started (a new topic, more queues) are always read from their beginning, so that nothing sent
/// between their creation and the first pull is lost.
/// </remarks>
public enum ConsumeFrom
{
    /// <summary>At the end: only messages stored after the consumer started. The default of the protocol.</summary>
    Last = 0,

    /// <summary>At the beginning: everything that the broker still keeps.</summary>
    First = 1,

    /// <summary>At the first message stored at or after <see cref="PushConsumerOptions.StartTime"/>.</summary>
    Timestamp = 2,
}
