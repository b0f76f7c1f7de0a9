using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using RocketMq.Protocol;

namespace RocketMq.Consuming;

/// <summary>
/// Handles the messages of each lane (a queue, or a key in it) one after the other, several lanes side by side. A failed message stays first in its lane and
/// is handled again after a pause, until its attempts are used up; then it goes to the dead-letter topic and the lane goes on.
/// </summary>
internal sealed partial class OrderlyDispatcher : IDispatcher
{
    // A turn ends after so many messages, so that one busy lane does not keep a place from the others.
    private const int MessagesPerTurn = 64;

    private static readonly TimeSpan LockRetryDelay = TimeSpan.FromSeconds(1);

    private readonly WorkPump<OrderLane> _pump;
    private readonly HandlerInvoker _invoker;
    private readonly IMessageReturn _return;
    private readonly IQueueLocks _locks;
    private readonly OrderlyRetryPolicy _policy;
    private readonly ConsumeCounters _counters;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly OrderlyGrouping _grouping;
    private readonly AttemptLedger _attempts = new();
    private readonly CancellationTokenSource _stopping = new();

    // A handler that outlives the dispatcher may still look at it.
    private readonly CancellationToken _stopped;

    public OrderlyDispatcher(
        int concurrency,
        OrderlyGrouping grouping,
        HandlerInvoker invoker,
        IMessageReturn messageReturn,
        IQueueLocks locks,
        OrderlyRetryPolicy policy,
        ConsumeCounters counters,
        TimeProvider time,
        ILogger logger
    )
    {
        _pump = new WorkPump<OrderLane>(concurrency, time, TakeTurnAsync);
        _grouping = grouping;
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
        _attempts.Recall(queue, deliveries);
        List<OrderLane> started = [];
        queue.Backlog.Add(deliveries, _grouping.ByKey, started);
        foreach (OrderLane lane in started)
            _pump.Enqueue(lane);

        _pump.Start();
    }

    public async Task StopAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _pump.StopAsync().ConfigureAwait(false);
    }

    public void Dispose()
    {
        _pump.Dispose();
        _stopping.Dispose();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask TakeTurnAsync(OrderLane lane, HandlerSlot slot)
    {
        ProcessQueue queue = lane.Queue;
        for (int handled = 0; handled < MessagesPerTurn; handled += lane.Taken.Count)
        {
            if (queue.IsReleased || _stopped.IsCancellationRequested || !queue.Backlog.TryPeekOrGiveUpTurn(lane, _grouping.BatchSize))
                return;

            if (!queue.Lease.IsValid && !await TryRelockAsync(queue).ConfigureAwait(false))
            {
                _ = PostLaterAsync(lane, LockRetryDelay);
                return;
            }

            TimeSpan? pause = await HandleAsync(lane, slot).ConfigureAwait(false);
            if (pause is { } duration)
            {
                _ = PostLaterAsync(lane, duration);
                return;
            }
        }

        _pump.Post(lane);
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

    /// <returns>Null when the lane goes on with its next message, else how long it waits before the same one.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<TimeSpan?> HandleAsync(OrderLane lane, HandlerSlot slot)
    {
        int begun = Begin(lane);
        if (begun == 0)
            return null;

        try
        {
            return _invoker.TakesBatches
                ? await HandleBatchAsync(lane, begun, slot).ConfigureAwait(false)
                : await HandleOneAsync(lane, slot).ConfigureAwait(false);
        }
        finally
        {
            for (int index = 0; index < begun; index++)
                lane.Queue.End();
        }
    }

    /// <summary>Announces the messages taken up to the first that must not be handled here any more; such a one leaves the lane when it comes first.</summary>
    private static int Begin(OrderLane lane)
    {
        int begun = 0;
        while (begun < lane.Taken.Count && lane.Queue.TryBegin(lane.Taken[begun].Sequence))
            begun++;

        if (begun == 0)
            lane.Queue.Backlog.Remove(lane, lane.Taken[0]);

        return begun;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<TimeSpan?> HandleOneAsync(OrderLane lane, HandlerSlot slot)
    {
        Delivery delivery = lane.Taken[0];
        if (await _invoker.InvokeAsync(delivery, slot).ConfigureAwait(false) is not { } result)
            return _policy.SuspendInterval;

        return await TrySettleAsync(lane, delivery, result).ConfigureAwait(false) ? null : _policy.PauseAfter(result);
    }

    private async ValueTask<TimeSpan?> HandleBatchAsync(OrderLane lane, int count, HandlerSlot slot)
    {
        var call = new ConsumeBatch([.. lane.Taken.Take(count).Select(delivery => delivery.Message)]);
        bool isOver = await _invoker.InvokeAsync(call, lane.Queue, slot).ConfigureAwait(false);
        for (int index = 0; index < count; index++)
        {
            if (!isOver && !call.IsDecided(index))
                return _policy.SuspendInterval;

            ConsumeResult result = call.ResultOf(index);
            if (await TrySettleAsync(lane, lane.Taken[index], result).ConfigureAwait(false))
                continue;

            CountFailuresBehind(lane, call, index);
            return _policy.PauseAfter(result);
        }

        return null;
    }

    // A handler that threw failed with all that it said nothing about.
    private void CountFailuresBehind(OrderLane lane, ConsumeBatch call, int failed)
    {
        for (int index = failed + 1; index < call.Count; index++)
        {
            if (!call.IsDecided(index) && call.ResultOf(index).Outcome != ConsumeOutcome.Success)
                _attempts.CountFailure(lane.Taken[index].Message);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> TrySettleAsync(OrderLane lane, Delivery delivery, ConsumeResult result)
    {
        if (!await TryFinishAsync(delivery, result).ConfigureAwait(false))
            return false;

        _attempts.Settle(delivery.Message);
        lane.Queue.Complete(delivery.Sequence);
        lane.Queue.Backlog.Remove(lane, delivery);
        delivery.Message.Retire();
        return true;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> TryFinishAsync(Delivery delivery, ConsumeResult result)
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
        _attempts.CountFailure(delivery.Message);
        return false;
    }

    private async Task PostLaterAsync(OrderLane lane, TimeSpan delay)
    {
        try
        {
            await Task.Delay(delay, _time, _stopped).ConfigureAwait(false);
            _pump.Post(lane);
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
