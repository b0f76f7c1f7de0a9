using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using RocketMq.Protocol;

namespace RocketMq.Consuming;

/// <summary>Calls the user's handler: gives it a token, turns an exception into a result, counts and reports.</summary>
internal sealed partial class HandlerInvoker(
    UserHandler handler,
    ConsumeCounters counters,
    ILogger logger,
    ConsumeObservers? observers = null
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
        ConsumeWatch watch = observers?.Begin(delivery.Message) ?? default;
        try
        {
            counters.CountHandled();
            ConsumeResult result = await handler.ForOne!(delivery.Message, ct).ConfigureAwait(false);
            observers?.End(watch, delivery.Message, result.Outcome, null);
            return result;
        }
        catch (OperationCanceledException exception) when (ct.IsCancellationRequested)
        {
            observers?.End(watch, delivery.Message, null, exception);
            Log.HandlerCancelled(logger, exception, delivery.Queue.Queue, delivery.Message.QueueOffset, delivery.Message.MessageId);
            if (delivery.Queue.IsReleased)
                return null;
        }
        catch (Exception exception)
        {
            observers?.End(watch, delivery.Message, null, exception);
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
        ConsumeWatch watch = observers?.Begin(batch) ?? default;
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
        observers?.End(watch, batch, failure);
        return failure is not OperationCanceledException || !ct.IsCancellationRequested || !queue.IsReleased;
    }

    private void ReportThrown(Exception exception, ProcessQueue queue, ReceivedMessage message)
    {
        counters.CountFailed();
        Log.HandlerThrew(logger, exception, message.Topic, queue.Queue, message.QueueOffset, message.MessageId, message.Attempt);
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
    }
}
