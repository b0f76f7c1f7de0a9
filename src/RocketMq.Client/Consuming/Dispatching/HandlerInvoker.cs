using Microsoft.Extensions.Logging;
using RocketMq.Protocol;
using RocketMq.Telemetry;

namespace RocketMq.Consuming;

/// <summary>Calls the user's handler: gives it a token, turns an exception into a result, counts and reports.</summary>
internal sealed partial class HandlerInvoker(
    MessageHandler handler,
    ConsumeCounters counters,
    ILogger logger,
    string group = "",
    TimeProvider? time = null
)
{
    /// <summary>Never throws for anything the handler does.</summary>
    /// <returns>Null when the handler gave up because its queue is taken away: the message is left as it is for the next owner.</returns>
    public async ValueTask<ConsumeResult?> InvokeAsync(Delivery delivery, HandlerSlot slot)
    {
        CancellationToken ct = slot.Begin(delivery.Queue);
        ProcessSpan span = Watch(delivery.Message);
        try
        {
            counters.CountHandled();
            ConsumeResult result = await handler(delivery.Message, ct).ConfigureAwait(false);
            Tell(span, delivery.Message, result.Outcome, null);
            return result;
        }
        catch (OperationCanceledException exception) when (ct.IsCancellationRequested)
        {
            Tell(span, delivery.Message, null, exception);
            Log.HandlerCancelled(logger, exception, delivery.Queue.Queue, delivery.Message.QueueOffset, delivery.Message.MessageId);
            if (delivery.Queue.IsReleased)
                return null;
        }
        catch (Exception exception)
        {
            Tell(span, delivery.Message, null, exception);
            counters.CountFailed();
            Log.HandlerThrew(
                logger,
                exception,
                delivery.Message.Topic,
                delivery.Queue.Queue,
                delivery.Message.QueueOffset,
                delivery.Message.MessageId,
                delivery.Message.Attempt
            );
        }
        finally
        {
            slot.End();
        }

        return ConsumeResult.RetryLater();
    }

    private ProcessSpan Watch(ReceivedMessage message)
    {
        try
        {
            return ProcessSpan.Start(message, group, time ?? TimeProvider.System);
        }
        catch (Exception exception)
        {
            Log.ListenerThrew(logger, exception, message.MessageId);
            return default;
        }
    }

    private void Tell(in ProcessSpan span, ReceivedMessage message, ConsumeOutcome? outcome, Exception? failure)
    {
        try
        {
            span.Finish(outcome, failure);
        }
        catch (Exception exception)
        {
            Log.ListenerThrew(logger, exception, message.MessageId);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            2631,
            LogLevel.Error,
            "The handler threw for message {MessageId} of topic {Topic} (queue {Queue}, offset {Offset}, attempt {Attempt}). It will be retried."
        )]
        public static partial void HandlerThrew(
            ILogger logger,
            Exception exception,
            string topic,
            MessageQueue queue,
            long offset,
            string messageId,
            int attempt
        );

        [LoggerMessage(
            2632,
            LogLevel.Warning,
            "The handler gave up on cancellation for message {MessageId} (queue {Queue}, offset {Offset}). The message will be delivered again."
        )]
        public static partial void HandlerCancelled(ILogger logger, Exception exception, MessageQueue queue, long offset, string messageId);

        [LoggerMessage(
            2633,
            LogLevel.Error,
            "A listener of activities or metrics threw at message {MessageId}; its handling is what it was."
        )]
        public static partial void ListenerThrew(ILogger logger, Exception exception, string messageId);
    }
}
