using Microsoft.Extensions.Logging;
using RocketMq.Protocol;

namespace RocketMq.Consuming;

/// <summary>
/// What becomes of failed messages in a broadcasting consumer: nothing can redeliver a message to one member alone, so it is logged and dropped, as
/// in the Java client.
/// </summary>
internal sealed partial class DroppedMessages(string group, ILogger logger) : IMessageReturn
{
    public bool IsDrop => true;

    public ValueTask<bool> TryReturnAsync(ReceivedMessage message, ReturnTarget target)
    {
        Log.Dropped(logger, message.MessageId, message.Queue, message.QueueOffset, group);
        return ValueTask.FromResult(true);
    }

    public ValueTask<bool> TryDeadLetterAsync(MessageQueue queue, RecordPrefix record, CancellationToken ct)
    {
        Log.UndecodableDropped(logger, record.QueueOffset, queue, group);
        return ValueTask.FromResult(true);
    }

    private static partial class Log
    {
        [LoggerMessage(
            2695,
            LogLevel.Error,
            "Message {MessageId} (queue {Queue}, offset {Offset}) failed in broadcasting group {Group}, where nothing is redelivered; it is dropped."
        )]
        public static partial void Dropped(ILogger logger, string messageId, MessageQueue queue, long offset, string group);

        [LoggerMessage(
            2696,
            LogLevel.Error,
            "The undecodable record at offset {Offset} of {Queue} is passed over in broadcasting group {Group}; the broker keeps it."
        )]
        public static partial void UndecodableDropped(ILogger logger, long offset, MessageQueue queue, string group);
    }
}
