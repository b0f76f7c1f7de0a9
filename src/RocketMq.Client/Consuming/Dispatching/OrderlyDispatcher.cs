using Microsoft.Extensions.Logging;
using RocketMq.Protocol;

namespace RocketMq.Consuming;

/// <summary>
/// Handles the messages of each queue one after the other, several queues side by side. A failed message stays first in its queue and is
/// handled again after a pause, until its attempts are used up; then it goes to the dead-letter topic and the queue goes on.
/// </summary>
internal sealed partial class OrderlyDispatcher : IDispatcher
{
    // A turn ends after so many messages, so that one busy queue does not keep a place from the others.
    private const int MessagesPerTurn = 64;

    private static readonly TimeSpan LockRetryDelay = TimeSpan.FromSeconds(1);

    private readonly WorkPump<ProcessQueue> _pump;
    private readonly HandlerInvoker _invoker;
    private readonly IMessageReturn _return;
    private readonly IQueueLocks _locks;
    private readonly OrderlyRetryPolicy _policy;
    private readonly ConsumeCounters _counters;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();

    // A handler that outlives the dispatcher may still look at it.
    private readonly CancellationToken _stopped;

    public OrderlyDispatcher(
        int concurrency,
        HandlerInvoker invoker,
        IMessageReturn messageReturn,
        IQueueLocks locks,
        OrderlyRetryPolicy policy,
        ConsumeCounters counters,
        TimeProvider time,
        ILogger logger
    )
    {
        _pump = new WorkPump<ProcessQueue>(concurrency, time, TakeTurnAsync);
        _invoker = invoker;
        _return = messageReturn;
        _locks = locks;
        _policy = policy;
        _counters = counters;
        _time = time;
        _logger = logger;
        _stopped = _stopping.Token;
    }

    public IReadOnlyList<HandlerSlot> Slots => _pump.Slots;

    public void Dispatch(ProcessQueue queue, List<Delivery> deliveries)
    {
        if (queue.Backlog.Add(deliveries))
            _pump.Post(queue);
    }

    public async Task StopAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _pump.StopAsync().ConfigureAwait(false);
    }

    public void Dispose() => _stopping.Dispose();

    private async ValueTask TakeTurnAsync(ProcessQueue queue, HandlerSlot slot)
    {
        for (int handled = 0; handled < MessagesPerTurn; handled++)
        {
            if (queue.IsReleased || _stopped.IsCancellationRequested || !queue.Backlog.TryPeekOrGiveUpTurn(out Delivery delivery))
                return;

            if (!queue.Lease.IsValid && !await TryRelockAsync(queue).ConfigureAwait(false))
            {
                _ = PostLaterAsync(queue, LockRetryDelay);
                return;
            }

            TimeSpan? pause = await HandleAsync(delivery, slot).ConfigureAwait(false);
            if (pause is { } duration)
            {
                _ = PostLaterAsync(queue, duration);
                return;
            }
        }

        _pump.Post(queue);
    }

    private async ValueTask<bool> TryRelockAsync(ProcessQueue queue)
    {
        Log.LockNotValid(_logger, queue.Queue);
        try
        {
            return await _locks.TryLockAsync(queue, _stopped).ConfigureAwait(false);
        }
        catch (Exception) when (_stopped.IsCancellationRequested)
        {
            // An exception would end the worker without telling the pump, which would then wait for it in vain.
            return false;
        }
    }

    /// <returns>Null when the queue goes on with its next message, else how long it waits before the same one.</returns>
    private async ValueTask<TimeSpan?> HandleAsync(Delivery delivery, HandlerSlot slot)
    {
        ProcessQueue queue = delivery.Queue;
        if (!queue.TryBegin(delivery.Sequence))
        {
            queue.Backlog.Remove(delivery);
            return null;
        }

        try
        {
            if (await _invoker.InvokeAsync(delivery, slot).ConfigureAwait(false) is not { } result)
                return _policy.SuspendInterval;

            if (!await TrySettleAsync(delivery, result).ConfigureAwait(false))
                return _policy.PauseAfter(result);

            queue.Complete(delivery.Sequence);
            queue.Backlog.Remove(delivery);
            return null;
        }
        finally
        {
            queue.End();
        }
    }

    private async ValueTask<bool> TrySettleAsync(Delivery delivery, ConsumeResult result)
    {
        if (result.Outcome == ConsumeOutcome.Success)
        {
            _counters.CountSucceeded();
            return true;
        }

        if (result.Outcome == ConsumeOutcome.DeadLetter || _policy.IsLastAttempt(delivery.Message))
        {
            if (await _return.TryReturnAsync(delivery.Message, ReturnTarget.DeadLetter).ConfigureAwait(false))
            {
                if (_return.IsDrop)
                {
                    _counters.CountDropped();
                    return true;
                }

                _counters.CountDeadLettered();
                Log.DeadLettered(
                    _logger,
                    delivery.Message.MessageId,
                    delivery.Queue.Queue,
                    delivery.Message.QueueOffset,
                    delivery.Message.Attempt
                );
                return true;
            }
        }

        _counters.CountRetried();
        delivery.Message.CountLocalAttempt();
        return false;
    }

    private async Task PostLaterAsync(ProcessQueue queue, TimeSpan delay)
    {
        try
        {
            await Task.Delay(delay, _time, _stopped).ConfigureAwait(false);
            _pump.Post(queue);
        }
        catch (OperationCanceledException)
        {
            // The consumer stops: what waits is not settled and will be delivered to the next owner of the queue.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            2651,
            LogLevel.Warning,
            "The lock of orderly queue {Queue} is not valid any more; handling stops until it is locked again."
        )]
        public static partial void LockNotValid(ILogger logger, MessageQueue queue);

        [LoggerMessage(
            2652,
            LogLevel.Warning,
            "Message {MessageId} (queue {Queue}, offset {Offset}) was moved to the dead-letter topic after attempt {Attempt}; its queue goes on."
        )]
        public static partial void DeadLettered(ILogger logger, string messageId, MessageQueue queue, long offset, int attempt);
    }
}
