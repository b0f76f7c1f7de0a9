using Microsoft.Extensions.Logging;
using RocketMq.Protocol;

namespace RocketMq.Consuming;

/// <summary>Hands one stored message to the handler at an administrator's wish (request 309), past queues, offsets and retries.</summary>
internal sealed partial class DirectConsumption(UserHandler handler, ConsumerSettings settings, TimeProvider time, ILogger logger)
{
    private const int MaxRemarkLength = 4096;

    private readonly Lock _gate = new();
    private readonly HashSet<CancellationTokenSource> _running = [];
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isStopping;

    /// <param name="record">The message as the broker stores it.</param>
    /// <param name="brokerName">The broker that has it; null when the request did not say.</param>
    /// <exception cref="ProtocolException">The record cannot be decoded.</exception>
    /// <exception cref="InvalidOperationException">The consumer is stopping.</exception>
    public async ValueTask<ConsumeMessageDirectlyResult> ConsumeAsync(byte[] record, string? brokerName)
    {
        ReceivedMessage message = Decode(record, brokerName ?? "");
        CancellationTokenSource call = Begin();
        try
        {
            using ITimer overdue = time.CreateTimer(_ => Cancel(call), null, settings.ConsumeTimeout, Timeout.InfiniteTimeSpan);
            return await ConsumeAsync(message, call.Token).ConfigureAwait(false);
        }
        finally
        {
            End(call);
        }
    }

    /// <summary>
    /// Takes no further call, gives those that run <see cref="ConsumerSettings.DrainTimeout"/>, then cancels their tokens and waits a while longer.
    /// </summary>
    public async Task StopAsync(TimeSpan grace)
    {
        lock (_gate)
        {
            _isStopping = true;
            if (_running.Count == 0)
                _idle.TrySetResult();
        }

        if (await IsIdleWithinAsync(settings.DrainTimeout).ConfigureAwait(false))
            return;

        CancellationTokenSource[] running;
        lock (_gate)
            running = [.. _running];

        foreach (CancellationTokenSource call in running)
            Cancel(call);

        await IsIdleWithinAsync(grace).ConfigureAwait(false);
    }

    private async ValueTask<bool> IsIdleWithinAsync(TimeSpan limit)
    {
        if (_idle.Task.IsCompleted)
            return true;

        using var waited = new CancellationTokenSource();
        Task first = await Task.WhenAny(_idle.Task, Task.Delay(limit, time, waited.Token)).ConfigureAwait(false);
        await waited.CancelAsync().ConfigureAwait(false);
        return ReferenceEquals(first, _idle.Task);
    }

    // The source is not disposed: its owner may end while it is being cancelled.
    private CancellationTokenSource Begin()
    {
        lock (_gate)
        {
            if (_isStopping)
                throw new InvalidOperationException(
                    $"The consumer of group '{settings.Group}' is stopping and takes no message; choose another member of the group."
                );

            var call = new CancellationTokenSource();
            _running.Add(call);
            return call;
        }
    }

    private void End(CancellationTokenSource call)
    {
        lock (_gate)
        {
            _running.Remove(call);
            if (_isStopping && _running.Count == 0)
                _idle.TrySetResult();
        }
    }

    private void Cancel(CancellationTokenSource call)
    {
        try
        {
            call.Cancel();
        }
        catch (AggregateException exception)
        {
            // The user's callbacks: neither the timer's thread nor the other calls may suffer from them.
            Log.CallbackThrew(logger, exception, settings.Group);
        }
    }

    private async ValueTask<ConsumeMessageDirectlyResult> ConsumeAsync(ReceivedMessage message, CancellationToken ct)
    {
        long startedAt = time.GetTimestamp();
        ConsumeDirectlyOutcome outcome;
        string? remark = null;
        try
        {
            ConsumeResult result = await HandleAsync(message, ct).ConfigureAwait(false);
            outcome = result.Outcome == ConsumeOutcome.Success ? ConsumeDirectlyOutcome.Success : ConsumeDirectlyOutcome.Later;
        }
        catch (Exception exception)
        {
            outcome = ConsumeDirectlyOutcome.ThrowException;
            string text = exception.ToString();
            remark = text.Length <= MaxRemarkLength ? text : text[..MaxRemarkLength];
        }

        return new ConsumeMessageDirectlyResult
        {
            Order = settings.IsOrderly,
            AutoCommit = true,
            Outcome = outcome,
            Remark = remark,
            SpentMilliseconds = (long)time.GetElapsedTime(startedAt).TotalMilliseconds,
        };
    }

    private async ValueTask<ConsumeResult> HandleAsync(ReceivedMessage message, CancellationToken ct)
    {
        if (handler.ForOne is { } forOne)
            return await forOne(message, ct).ConfigureAwait(false);

        var batch = new ConsumeBatch([message]);
        await handler.ForMany!(batch, ct).ConfigureAwait(false);
        batch.Finish(hasThrown: false);
        return batch.ResultOf(0);
    }

    private ReceivedMessage Decode(byte[] record, string brokerName)
    {
        int position = 0;
        if (!MessageRecordReader.TryRead(record, ref position, out MessageRecord stored))
            throw new ProtocolException("The record is a blank that ends a log file, not a message.");

        string topic = stored.Topic.ToString();
        // Not the subscription's expression: the administrator chose the message.
        var everything = ConsumerSubscription.Create(
            topic,
            FilterExpression.All,
            version: 0,
            isRetryTopic: topic == TopicRules.GetRetryTopic(settings.Group),
            settings.Names
        );
        var batch = new PulledBatch(new MessageQueue(topic, brokerName, stored.QueueId), everything);
        batch.Read(record, fromOffset: 0, nextOffset: 0);
        return batch.Messages is [var message]
            ? message
            : throw batch.Truncation
                ?? (
                    batch.Undecodable is [(_, var error), ..]
                        ? error
                        : new ProtocolException("The record holds more or less than one message.")
                );
    }

    private static partial class Log
    {
        [LoggerMessage(
            2698,
            LogLevel.Error,
            "What a handler of group {Group} registered with its token, called for a message handed over directly, threw when the token was cancelled."
        )]
        public static partial void CallbackThrew(ILogger logger, Exception exception, string group);
    }
}
