namespace RocketMq.Broker.Storage;

/// <summary>How a read of a queue ended; the names go out as the remark of a pull's answer (broker reference 3.2).</summary>
internal enum ReadStatus
{
    Found,
    NoMatchedMessage,
    NoMessageInQueue,
    OffsetTooSmall,
    OffsetOverflowOne,
    OffsetOverflowBadly,
    OffsetReset,
    MessageWasRemoving,
}
