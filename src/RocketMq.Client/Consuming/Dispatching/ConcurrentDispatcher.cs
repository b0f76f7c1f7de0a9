using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using RocketMq.Protocol;

namespace RocketMq.Consuming;

/// <summary>
/// Handles messages of all queues side by side, in order of arrival as far as free places go. A failed message is sent back to the broker,
/// which redelivers it later; where that is impossible it stays here and is handled again.
/// </summary>
internal sealed partial class ConcurrentDispatcher : IDispatcher
{
    private static readonly TimeSpan LocalRetryDelay = TimeSpan.FromSeconds(5);

    private readonly WorkPump<ConcurrentWork> _pump;
    private readonly int _batchSize;
    private readonly HandlerInvoker _invoker;
    private readonly IMessageReturn _return;
    private readonly ConsumeCounters _counters;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();

    // A handler that outlives the dispatcher may still look at it.
    private readonly CancellationToken _stopped;

    public ConcurrentDispatcher(
        int concurrency,
        int batchSize,
        HandlerInvoker invoker,
        IMessageReturn messageReturn,
        ConsumeCounters counters,
        TimeProvider time,
        ILogger logger
    )
    {
        _pump = new WorkPump<ConcurrentWork>(concurrency, time, HandleAsync);
        _batchSize = batchSize;
        _invoker = invoker;
        _return = messageReturn;
        _counters = counters;
        _time = time;
        _logger = logger;
        _stopped = _stopping.Token;
    }

    public IReadOnlyList<HandlerSlot> Slots => _pump.Slots;

    public void Dispatch(ProcessQueue queue, List<Delivery> deliveries)
    {
        if (_invoker.TakesBatches)
        {
            foreach (Delivery[] batch in deliveries.Chunk(_batchSize))
                _pump.Post(new ConcurrentWork(default, batch));
        }
        else
        {
            foreach (Delivery delivery in deliveries)
                _pump.Enqueue(new ConcurrentWork(delivery, null));

            _pump.Start();
        }
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

    private ValueTask HandleAsync(ConcurrentWork work, HandlerSlot slot) =>
        work.Batch is { } batch ? HandleBatchAsync(batch, slot) : HandleOneAsync(work.Single, slot);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask HandleOneAsync(Delivery delivery, HandlerSlot slot)
    {
        if (!delivery.Queue.TryBegin(delivery.Sequence))
            return;

        try
        {
            if (await _invoker.InvokeAsync(delivery, slot).ConfigureAwait(false) is { } result)
                await SettleAsync(delivery, result).ConfigureAwait(false);
        }
        finally
        {
            delivery.Queue.End();
        }
    }

    private async ValueTask HandleBatchAsync(Delivery[] batch, HandlerSlot slot)
    {
        ProcessQueue queue = batch[0].Queue;
        Delivery[] begun = Array.FindAll(batch, delivery => queue.TryBegin(delivery.Sequence));
        if (begun.Length == 0)
            return;

        try
        {
            var call = new ConsumeBatch(Array.ConvertAll(begun, delivery => delivery.Message));
            bool isOver = await _invoker.InvokeAsync(call, queue, slot).ConfigureAwait(false);
            for (int index = 0; index < begun.Length; index++)
            {
                if (isOver || call.IsDecided(index))
                    await SettleAsync(begun[index], call.ResultOf(index)).ConfigureAwait(false);
            }
        }
        finally
        {
            foreach (Delivery _ in begun)
                queue.End();
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask SettleAsync(Delivery delivery, ConsumeResult result)
    {
        if (await TrySettleAsync(delivery, result).ConfigureAwait(false))
        {
            delivery.Queue.Complete(delivery.Sequence);
            delivery.Message.Retire();
        }
        else
        {
            _ = HandleAgainAsync(delivery);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> TrySettleAsync(Delivery delivery, ConsumeResult result)
    {
        if (result.Outcome == ConsumeOutcome.Success)
        {
            _counters.CountSucceeded();
            return true;
        }

        bool isDead = result.Outcome == ConsumeOutcome.DeadLetter;
        ReturnTarget target = isDead ? ReturnTarget.DeadLetter : ReturnTarget.Retry(result.DelayLevel);
        if (!await _return.TryReturnAsync(delivery.Message, target).ConfigureAwait(false))
            return false;

        if (_return.IsDrop)
            _counters.CountDropped();
        else if (isDead)
            _counters.CountDeadLettered();
        else
            _counters.CountRetried();

        return true;
    }

    private async Task HandleAgainAsync(Delivery delivery)
    {
        Log.KeptForLocalRetry(_logger, delivery.Message.MessageId, delivery.Queue.Queue, delivery.Message.QueueOffset, LocalRetryDelay);
        delivery.Message.CountLocalAttempt();
        try
        {
            await Task.Delay(LocalRetryDelay, _time, _stopped).ConfigureAwait(false);
            _pump.Post(_invoker.TakesBatches ? new ConcurrentWork(default, [delivery]) : new ConcurrentWork(delivery, null));
        }
        catch (OperationCanceledException)
        {
            // The consumer stops: the message is not settled, so its offset is not passed and the next owner of the queue gets it.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            2621,
            LogLevel.Warning,
            "Message {MessageId} (queue {Queue}, offset {Offset}) could not be sent back to the broker in any way; it is kept and handled again in {Delay}."
        )]
        public static partial void KeptForLocalRetry(ILogger logger, string messageId, MessageQueue queue, long offset, TimeSpan delay);
    }
}
