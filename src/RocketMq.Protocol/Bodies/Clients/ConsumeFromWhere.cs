namespace RocketMq.Protocol;

/// <summary>Where a group without committed offsets begins.</summary>
public enum ConsumeFromWhere
{
    /// <summary>At the end; <c>CONSUME_FROM_LAST_OFFSET</c> on the wire.</summary>
    LastOffset = 0,

    /// <summary>Of the past; like the end; <c>CONSUME_FROM_LAST_OFFSET_AND_FROM_MIN_WHEN_BOOT_FIRST</c> on the wire.</summary>
    LastOffsetAndFromMinWhenBootFirst = 1,

    /// <summary>Of the past; like the end; <c>CONSUME_FROM_MIN_OFFSET</c> on the wire.</summary>
    MinOffset = 2,

    /// <summary>Of the past; like the end; <c>CONSUME_FROM_MAX_OFFSET</c> on the wire.</summary>
    MaxOffset = 3,

    /// <summary>At the oldest message; <c>CONSUME_FROM_FIRST_OFFSET</c> on the wire.</summary>
    FirstOffset = 4,

    /// <summary>At a store time; <c>CONSUME_FROM_TIMESTAMP</c> on the wire.</summary>
    Timestamp = 5,
}
