using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using RocketMq.Protocol;
using RocketMq.Telemetry;

namespace RocketMq.Consuming;

/// <summary>Calls the user's handler: gives it a token, turns an exception into a result, counts and reports.</summary>
internal sealed partial class HandlerInvoker(
    UserHandler handler,
    ConsumeCounters counters,
    ILogger logger,
    string group = "",
    TimeProvider? time = null
)
{
    /// <summary>Whether the handler takes several messages at once.</summary>
    public bool TakesBatches => handler.ForMany is not null;

    /// <summary>Hands one message to a handler for one. Never throws for anything the handler does.</summary>
    /// <returns>Null when the handler gave up because its queue is taken away: the message is left as it is for the next owner.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<ConsumeResult?> InvokeAsync(Delivery delivery, HandlerSlot slot)
    {
        CancellationToken ct = slot.Begin(delivery.Queue);
        ProcessSpan span = Watch(delivery.Message);
        try
        {
            counters.CountHandled();
            ConsumeResult result = await handler.ForOne!(delivery.Message, ct).ConfigureAwait(false);
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
            ReportThrown(exception, delivery.Queue, delivery.Message);
        }
        finally
        {
            slot.End();
        }

        return ConsumeResult.RetryLater();
    }

    /// <summary>Hands several messages of a queue to a handler for many. Never throws for anything the handler does.</summary>
    /// <returns>False when the handler gave up because its queue is taken away: messages without result are left as they are for the next owner.</returns>
    public async ValueTask<bool> InvokeAsync(ConsumeBatch batch, ProcessQueue queue, HandlerSlot slot)
    {
        CancellationToken ct = slot.Begin(queue);
        ProcessSpan[]? spans = ClientTelemetry.IsProcessingListenedTo ? [.. batch.Select(Watch)] : null;
        Exception? failure = null;
        try
        {
            counters.CountHandled();
            await handler.ForMany!(batch, ct).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (ct.IsCancellationRequested)
        {
            failure = exception;
            Log.HandlerCancelled(logger, exception, queue.Queue, batch[0].QueueOffset, batch[0].MessageId);
        }
        catch (Exception exception)
        {
            failure = exception;
            ReportThrown(exception, queue, batch[0]);
        }
        finally
        {
            slot.End();
        }

        batch.Finish(hasThrown: failure is not null);
        for (int index = 0; index < spans?.Length; index++)
            Tell(spans[index], batch[index], failure is null || batch.IsDecided(index) ? batch.ResultOf(index).Outcome : null, failure);

        return failure is not OperationCanceledException || !ct.IsCancellationRequested || !queue.IsReleased;
    }

    private void ReportThrown(Exception exception, ProcessQueue queue, ReceivedMessage message)
    {
        counters.CountFailed();
        Log.HandlerThrew(logger, exception, message.Topic, queue.Queue, message.QueueOffset, message.MessageId, message.Attempt);
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
