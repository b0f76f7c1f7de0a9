using RocketMq.Broker.Storage;
using RocketMq.Protocol;

namespace RocketMq.Broker.Processing.Consuming;

/// <summary>The remark of a pull's answer: the store's status by its Java name, encoded once.</summary>
internal static class StatusRemarks
{
    private static readonly Utf8Text Found = Utf8Text.Encode("FOUND");
    private static readonly Utf8Text NoMatchedMessage = Utf8Text.Encode("NO_MATCHED_MESSAGE");
    private static readonly Utf8Text NoMessageInQueue = Utf8Text.Encode("NO_MESSAGE_IN_QUEUE");
    private static readonly Utf8Text OffsetTooSmall = Utf8Text.Encode("OFFSET_TOO_SMALL");
    private static readonly Utf8Text OffsetOverflowOne = Utf8Text.Encode("OFFSET_OVERFLOW_ONE");
    private static readonly Utf8Text OffsetOverflowBadly = Utf8Text.Encode("OFFSET_OVERFLOW_BADLY");
    private static readonly Utf8Text OffsetReset = Utf8Text.Encode("OFFSET_RESET");
    private static readonly Utf8Text MessageWasRemoving = Utf8Text.Encode("MESSAGE_WAS_REMOVING");

    public static Utf8Text Of(ReadStatus status) =>
        status switch
        {
            ReadStatus.Found => Found,
            ReadStatus.NoMatchedMessage => NoMatchedMessage,
            ReadStatus.NoMessageInQueue => NoMessageInQueue,
            ReadStatus.OffsetTooSmall => OffsetTooSmall,
            ReadStatus.OffsetOverflowOne => OffsetOverflowOne,
            ReadStatus.OffsetOverflowBadly => OffsetOverflowBadly,
            ReadStatus.OffsetReset => OffsetReset,
            _ => MessageWasRemoving,
        };
}
