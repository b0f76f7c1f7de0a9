using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using RocketMq.Offsets;
using RocketMq.Protocol;
using RocketMq.Transport;

namespace RocketMq.Consuming;

/// <summary>
/// Pulls one queue for as long as it is assigned: one request at a time, parked at the broker while there is nothing new, none while the queue
/// holds as much as it may. No thread is held while it waits.
/// </summary>
internal sealed partial class QueuePuller(ProcessQueue queue, ConsumerSubscription subscription, ConsumerContext context)
{
    private static readonly TimeSpan BrokerSuspendTime = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan PullTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ErrorDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FlowControlDelay = TimeSpan.FromMilliseconds(20);

    private readonly PulledBatch _batch = new(queue.Queue, subscription);
    private readonly List<Delivery> _deliveries = [];

    /// <summary>Ends when the queue is released; never throws.</summary>
    public async Task RunAsync()
    {
        while (!queue.IsReleased)
        {
            CancellationToken interrupted = queue.Position.Interrupted;
            try
            {
                await context.Pause.WaitAsync(interrupted).ConfigureAwait(false);
                await queue.WaitForRoomAsync(interrupted).ConfigureAwait(false);
                TimeSpan delay = await PullOnceAsync(interrupted).ConfigureAwait(false);
                if (delay > TimeSpan.Zero)
                    await Task.Delay(delay, context.Time, interrupted).ConfigureAwait(false);
            }
            catch (Exception exception) when (interrupted.IsCancellationRequested)
            {
                // Released: the loop ends. Restarted elsewhere: it goes on from there. Whatever else failed meanwhile must not end the loop.
                if (exception is not OperationCanceledException)
                    Log.PullInterrupted(context.Logger, exception, queue.Queue);
            }
        }
    }

    /// <returns>How long to wait before the next pull.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<TimeSpan> PullOnceAsync(CancellationToken interrupted)
    {
        try
        {
            if (
                context.Settings.IsOrderly
                && !queue.Lease.IsValid
                && !await context.Locks.TryLockAsync(queue, interrupted).ConfigureAwait(false)
            )
                return ErrorDelay;

            return await RequestAsync(queue.Position).ConfigureAwait(false);
        }
        catch (Exception exception) when (!interrupted.IsCancellationRequested)
        {
            Log.PullFailed(context.Logger, exception, queue.Queue, queue.Position.Offset, ErrorDelay);
            return ErrorDelay;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<TimeSpan> RequestAsync(PullPosition position)
    {
        long startedAt = context.Time.GetTimestamp();
        using (
            RemotingResponse response = await context
                .Session.CallBrokerAsync(
                    queue.Queue.BrokerName,
                    CreateHeader(position),
                    ReadOnlyMemory<byte>.Empty,
                    PullTimeout,
                    position.Interrupted
                )
                .ConfigureAwait(false)
        )
        {
            switch (response.Code)
            {
                case ResponseCode.Success:
                case ResponseCode.PullNotFound:
                case ResponseCode.PullRetryImmediately:
                    PullMessageResponseHeader header = response.ReadHeader<PullMessageResponseHeader>();
                    CheckNotBackwards(header.NextBeginOffset, position.Offset);
                    queue.EndOffset = header.MaxOffset;
                    _batch.Read(response.Body.Span, position.Offset, header.NextBeginOffset);
                    TellPulled(startedAt);
                    break;
                case ResponseCode.PullOffsetMoved:
                    return await MoveAsync(position, response.ReadHeader<PullMessageResponseHeader>()).ConfigureAwait(false);
                default:
                    return await RecoverAsync(response, position).ConfigureAwait(false);
            }
        }

        return await TakeOverAsync(position, _batch).ConfigureAwait(false);
    }

    private void TellPulled(long startedAt)
    {
        if (_batch.Messages.Count > 0)
            context.Observers.Pulled(queue.Queue, _batch.Messages, startedAt);
    }

    // Only the answer "moved" may lead back; anything else would deliver messages again and again.
    private void CheckNotBackwards(long nextOffset, long offset)
    {
        if (nextOffset < offset)
        {
            throw new ProtocolException(
                $"Broker {queue.Queue.BrokerName} answered a pull of {queue.Queue.Topic}:{queue.Queue.QueueId} from offset {offset} with the earlier next offset {nextOffset}."
            );
        }
    }

    private PullMessageRequestHeader CreateHeader(in PullPosition position)
    {
        bool commits = position.CommitOffset > 0 && !context.Settings.IsBroadcasting;
        return new PullMessageRequestHeader
        {
            ConsumerGroup = context.GroupUtf8,
            Topic = subscription.TopicUtf8,
            QueueId = queue.Queue.QueueId,
            QueueOffset = position.Offset,
            MaxMessageCount = context.Settings.PullBatchSize,
            SysFlag = (int)(PullSystemFlags.Suspend | (commits ? PullSystemFlags.CommitOffset : PullSystemFlags.None)),
            CommitOffset = commits ? position.CommitOffset : 0,
            SuspendTimeoutMillis = (long)BrokerSuspendTime.TotalMilliseconds,
            SubscriptionVersion = subscription.Data.SubVersion,
            ExpressionType = subscription.TypeUtf8,
        };
    }

    private async ValueTask<TimeSpan> TakeOverAsync(PullPosition position, PulledBatch batch)
    {
        bool complete = await DeadLetterUndecodableAsync(batch, position.Interrupted).ConfigureAwait(false);
        if (batch.Truncation is { } truncation)
        {
            Log.RecordsUnreadable(context.Logger, truncation, queue.Queue, batch.NextOffset);
            complete = false;
        }

        _deliveries.Clear();
        if (queue.TryAppend(position, batch.Messages, batch.NextOffset, _deliveries))
        {
            context.Counters.CountPulled(_deliveries.Count);
            context.Dispatcher.Dispatch(queue, _deliveries);
        }

        return complete ? TimeSpan.Zero : ErrorDelay;
    }

    // A record that no client can decode would block its queue for ever. The broker's copy goes to the dead-letter topic, where it can be examined.
    private async ValueTask<bool> DeadLetterUndecodableAsync(PulledBatch batch, CancellationToken ct)
    {
        foreach ((RecordPrefix record, ProtocolException error) in batch.Undecodable)
        {
            Log.RecordUndecodable(context.Logger, error, queue.Queue, record.QueueOffset, record.CommitLogOffset);
            if (!await context.Return.TryDeadLetterAsync(queue.Queue, record, ct).ConfigureAwait(false))
            {
                batch.StopBefore(record.QueueOffset);
                return false;
            }

            if (context.Return.IsDrop)
                context.Counters.CountDropped();
            else
                context.Counters.CountDeadLettered();
        }

        return true;
    }

    private async ValueTask<TimeSpan> MoveAsync(PullPosition position, PullMessageResponseHeader header)
    {
        Log.OffsetMoved(context.Logger, queue.Queue, position.Offset, header.NextBeginOffset, header.MinOffset, header.MaxOffset);
        long next = await context.Moved.ChooseAsync(queue, position, header, position.Interrupted).ConfigureAwait(false);
        if (next == position.Offset)
            return ErrorDelay;

        if (next < position.Offset || MovedOffsets.IsReset(position, header))
        {
            await context.Commits.ResetAsync(queue, next, CancellationToken.None).ConfigureAwait(false);
            return TimeSpan.Zero;
        }

        // What was pulled before the gap is still held here and is handled as usual.
        _deliveries.Clear();
        queue.TryAppend(position, [], next, _deliveries);
        return TimeSpan.Zero;
    }

    private async ValueTask<TimeSpan> RecoverAsync(RemotingResponse response, PullPosition position)
    {
        Log.PullRefused(context.Logger, queue.Queue, position.Offset, response.Code, response.Remark);
        switch (response.Code)
        {
            case ResponseCode.FlowControl:
                return FlowControlDelay;
            case ResponseCode.SubscriptionNotExist:
            case ResponseCode.SubscriptionNotLatest:
            case ResponseCode.SubscriptionGroupNotExist:
            case ResponseCode.FilterDataNotExist:
            case ResponseCode.FilterDataNotLatest:
                // The broker forgot this consumer, or has not heard of it yet: introduce it again.
                await context.Session.SendHeartbeatAsync(position.Interrupted).ConfigureAwait(false);
                return ErrorDelay;
            case ResponseCode.TopicNotExist:
            case ResponseCode.InvalidParameter:
                await context.Session.Routes.TryRefreshAsync(queue.Queue.Topic, position.Interrupted).ConfigureAwait(false);
                return ErrorDelay;
            default:
                return ErrorDelay;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2661, LogLevel.Warning, "Pulling {Queue} failed just as it was given up or sent to another offset.")]
        public static partial void PullInterrupted(ILogger logger, Exception exception, MessageQueue queue);

        [LoggerMessage(2662, LogLevel.Warning, "Pulling {Queue} from offset {Offset} failed; the next try is in {Delay}.")]
        public static partial void PullFailed(ILogger logger, Exception exception, MessageQueue queue, long offset, TimeSpan delay);

        [LoggerMessage(
            2663,
            LogLevel.Warning,
            "The broker refused to let {Queue} be pulled from offset {Offset}: {Code} ({Remark}). Trying again."
        )]
        public static partial void PullRefused(ILogger logger, MessageQueue queue, long offset, ResponseCode code, string? remark);

        [LoggerMessage(
            2664,
            LogLevel.Warning,
            "Offset {Offset} of {Queue} is outside what the broker keeps ({MinOffset} to {MaxOffset}) or was reset; going on from {NextOffset}."
        )]
        public static partial void OffsetMoved(
            ILogger logger,
            MessageQueue queue,
            long offset,
            long nextOffset,
            long minOffset,
            long maxOffset
        );

        [LoggerMessage(
            2665,
            LogLevel.Error,
            "The record at offset {Offset} of {Queue} (log position {CommitLogOffset}) cannot be decoded; it is moved to the dead-letter topic of the group."
        )]
        public static partial void RecordUndecodable(
            ILogger logger,
            Exception exception,
            MessageQueue queue,
            long offset,
            long commitLogOffset
        );

        [LoggerMessage(2666, LogLevel.Error, "The records that {Queue} sent cannot be read from offset {Offset} on; pulling them again.")]
        public static partial void RecordsUnreadable(ILogger logger, Exception exception, MessageQueue queue, long offset);
    }
}
