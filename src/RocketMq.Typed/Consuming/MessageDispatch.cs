using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using RocketMq.Protocol;

namespace RocketMq.Typed;

/// <summary>What generated dispatch code needs besides the handlers: decoding, counting, logging and the group's policies. Thread-safe.</summary>
public sealed partial class MessageDispatch
{
    private readonly ConsumerGroupDescriptor _group;
    private readonly ILogger _logger;

    internal MessageDispatch(ConsumerGroupDescriptor group, ILogger logger)
    {
        _group = group;
        _logger = logger;
    }

    /// <summary>What was dispatched so far.</summary>
    internal TypedConsumerStatistics Statistics { get; } = new();

    /// <summary>Decodes a body by its content type, or by the contract's format where it names none.</summary>
    /// <typeparam name="T">The contract.</typeparam>
    /// <param name="message">The message.</param>
    /// <param name="body">The decoded body.</param>
    /// <param name="rejection">What becomes of a message whose body does not decode.</param>
    /// <returns>Whether the body was decoded.</returns>
    public bool TryRead<T>(ReceivedMessage message, [MaybeNullWhen(false)] out T body, out ConsumeResult rejection)
        where T : IRocketMessage<T>
    {
        ArgumentNullException.ThrowIfNull(message);
        try
        {
            body = BodyCodec.Read<T>(message.Body.Span, FormatOf(message, T.Descriptor));
            rejection = default;
            return true;
        }
        catch (BodyFormatException malformed)
        {
            Statistics.CountUndecodableBody();
            Log.UndecodableBody(
                _logger,
                message.MessageId,
                message.Queue,
                message.QueueOffset,
                T.Descriptor,
                _group.Group,
                _group.UndecodableBodies,
                malformed
            );
            body = default;
            rejection = ToResult(_group.UndecodableBodies);
            return false;
        }
    }

    /// <summary>Counts and logs a message that no handler takes.</summary>
    /// <param name="message">The message.</param>
    /// <returns>What becomes of it.</returns>
    public ConsumeResult RejectUnknownTag(ReceivedMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        Statistics.CountUnknownTag();
        Log.UnknownTag(_logger, message.MessageId, message.Queue, message.QueueOffset, message.Tag, _group.Group, _group.UnknownTags);
        return ToResult(_group.UnknownTags);
    }

    /// <summary>What a handler may know of the message beside its body.</summary>
    /// <param name="message">The message.</param>
    public ReceiveContext CreateContext(ReceivedMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return new ReceivedMessageContext(_group.Group, message);
    }

    /// <summary>A handler without a result returned: the message is acknowledged.</summary>
    public ConsumeResult Complete()
    {
        Statistics.CountHandled();
        return ConsumeResult.Success;
    }

    /// <summary>An orderly handler returned its result.</summary>
    /// <param name="result">The result.</param>
    public ConsumeResult Complete(OrderlyResult result)
    {
        switch (result.Outcome)
        {
            case OrderlyOutcome.Suspend:
                Statistics.CountReturned();
                return ConsumeResult.Suspend(result.Pause);
            case OrderlyOutcome.DeadLetter:
                Statistics.CountReturned();
                return ConsumeResult.DeadLetter;
            default:
                return Complete();
        }
    }

    /// <summary>A concurrent handler returned its result.</summary>
    /// <param name="result">The result.</param>
    public ConsumeResult Complete(ConcurrentResult result)
    {
        switch (result.Outcome)
        {
            case ConcurrentOutcome.RetryLater:
                Statistics.CountReturned();
                return result.DelayLevel is { } level ? ConsumeResult.RetryLater(level) : ConsumeResult.RetryLater();
            case ConcurrentOutcome.DeadLetter:
                Statistics.CountReturned();
                return ConsumeResult.DeadLetter;
            default:
                return Complete();
        }
    }

    private static BodyFormat FormatOf(ReceivedMessage message, MessageDescriptor descriptor) =>
        message.TryGetProperty(BodyContentTypes.PropertyName, out string? contentType)
        && BodyContentTypes.TryParse(contentType, out BodyFormat format)
            ? format
            : descriptor.Format;

    // RetryLater means a pause of the queue in an orderly group.
    private static ConsumeResult ToResult(UnhandledPolicy policy) =>
        policy switch
        {
            UnhandledPolicy.Retry => ConsumeResult.RetryLater(),
            UnhandledPolicy.Skip => ConsumeResult.Success,
            _ => ConsumeResult.DeadLetter,
        };

    private static partial class Log
    {
        [LoggerMessage(
            EventId = 4001,
            Level = LogLevel.Error,
            Message = "The body of message {MessageId} ({Queue}, offset {Offset}) is no {Contract}. Group {Group} applies its policy {Policy}."
        )]
        public static partial void UndecodableBody(
            ILogger logger,
            string messageId,
            MessageQueue queue,
            long offset,
            MessageDescriptor contract,
            string group,
            UnhandledPolicy policy,
            Exception exception
        );

        [LoggerMessage(
            EventId = 4002,
            Level = LogLevel.Warning,
            Message = "No handler takes message {MessageId} ({Queue}, offset {Offset}) with tag {Tag}. Group {Group} applies its policy {Policy}."
        )]
        public static partial void UnknownTag(
            ILogger logger,
            string messageId,
            MessageQueue queue,
            long offset,
            string? tag,
            string group,
            UnhandledPolicy policy
        );
    }
}
