using Microsoft.Extensions.Logging;
using RocketMq.Consuming;
using RocketMq.Offsets;
using RocketMq.Protocol;
using RocketMq.Sessions;
using RocketMq.Transport;

namespace RocketMq.Rebalancing;

/// <summary>The locks that brokers keep so that each orderly queue has one owner in its group.</summary>
internal sealed partial class QueueLocks(ClientSession session, string group, IOffsetStore offsets, ILogger logger) : IQueueLocks
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);

    // A lock that the broker still has then has expired, so that giving it back harms nobody.
    private static readonly TimeSpan Expiry = TimeSpan.FromSeconds(60);

    private readonly Lock _gate = new();

    // How many requests to give the lock of a queue back the broker may still carry out. One that stalls may answer a later request for the same lock
    // first: the lock would be gone although it was granted, and another member's for the asking.
    private readonly Dictionary<MessageQueue, int> _givingBack = [];

    /// <summary>
    /// Asks for locks on queues of any brokers; a broker that cannot be asked grants none, and queues whose lock is still being given back are left for later.
    /// </summary>
    /// <returns>What was granted, also after cancellation: the caller takes it over or gives it back.</returns>
    public async ValueTask<IReadOnlyCollection<LockGrant>> LockAsync(IEnumerable<MessageQueue> queues, CancellationToken ct)
    {
        List<LockGrant> granted = [];
        foreach (
            IGrouping<string, MessageQueue> ofBroker in queues.Where(IsFree).GroupBy(queue => queue.BrokerName, StringComparer.Ordinal)
        )
        {
            if (ct.IsCancellationRequested)
                break;

            LockAnswer answer = await AskForNewAsync(ofBroker.Key, [.. ofBroker]).ConfigureAwait(false);
            granted.AddRange(answer.Locked.Select(queue => new LockGrant(queue, answer.RequestedAt)));
        }

        return granted;
    }

    /// <summary>Renews the locks of assigned queues, one request per broker.</summary>
    public async ValueTask RenewAsync(IEnumerable<ProcessQueue> queues, CancellationToken ct)
    {
        IEnumerable<ProcessQueue> kept = queues.Where(queue => !queue.Lease.IsGivenUp);
        foreach (IGrouping<string, ProcessQueue> ofBroker in kept.GroupBy(queue => queue.Queue.BrokerName, StringComparer.Ordinal))
        {
            LockAnswer answer = await AskAsync(ofBroker.Key, [.. ofBroker.Select(queue => queue.Queue)]).ConfigureAwait(false);
            if (!answer.IsKnown)
                continue;

            foreach (ProcessQueue queue in ofBroker)
                await ApplyAsync(queue, answer, ct).ConfigureAwait(false);
        }
    }

    public async ValueTask<bool> TryLockAsync(ProcessQueue queue, CancellationToken ct)
    {
        LockAnswer answer = await AskAsync(queue.Queue.BrokerName, [queue.Queue]).ConfigureAwait(false);
        if (!answer.IsKnown)
            return false;

        await ApplyAsync(queue, answer, ct).ConfigureAwait(false);
        return queue.Lease.IsValid;
    }

    /// <summary>Gives the lock of an assigned queue back for good.</summary>
    public ValueTask UnlockAsync(ProcessQueue queue, CancellationToken ct)
    {
        queue.Lease.GiveUp();
        return UnlockAsync(queue.Queue, ct);
    }

    /// <summary>Gives a lock back, so that the next owner need not wait for its expiry. A failure is logged.</summary>
    public async ValueTask UnlockAsync(MessageQueue queue, CancellationToken ct)
    {
        try
        {
            await GiveBackAsync(queue.BrokerName, [queue]).WaitAsync(Timeout, session.Time, ct).ConfigureAwait(false);
        }
        catch (TimeoutException exception)
        {
            Log.UnlockFailed(logger, exception, queue);
        }
    }

    /// <summary>Gives locks back; completes when the broker has done it or can do no harm by doing it later. A failure is logged.</summary>
    private async Task GiveBackAsync(string brokerName, MessageQueue[] queues)
    {
        Count(queues, 1);
        long askedAt = session.Time.GetTimestamp();
        try
        {
            var header = new UnlockBatchMessageQueueRequestHeader { BrokerName = brokerName };
            using RemotingResponse response = await session
                .CallBrokerAsync(brokerName, header, CreateBody(queues), Expiry, CancellationToken.None)
                .ConfigureAwait(false);
            if (response.Code != ResponseCode.Success)
                Log.UnlockRefused(logger, queues[0], response.Code, response.Remark);
        }
        catch (Exception exception)
        {
            Log.UnlockFailed(logger, exception, queues[0]);
            TimeSpan left = Expiry - session.Time.GetElapsedTime(askedAt);
            if (exception is RemotingException { WasSent: true } && left > TimeSpan.Zero)
                await Task.Delay(left, session.Time).ConfigureAwait(false);
        }
        finally
        {
            Count(queues, -1);
        }
    }

    private bool IsFree(MessageQueue queue)
    {
        lock (_gate)
            return !_givingBack.ContainsKey(queue);
    }

    private void Count(MessageQueue[] queues, int change)
    {
        lock (_gate)
        {
            foreach (MessageQueue queue in queues)
            {
                int requests = _givingBack.GetValueOrDefault(queue) + change;
                if (requests > 0)
                    _givingBack[queue] = requests;
                else
                    _givingBack.Remove(queue);
            }
        }
    }

    private async ValueTask ApplyAsync(ProcessQueue queue, LockAnswer answer, CancellationToken ct)
    {
        if (!answer.Locked.Contains(queue.Queue))
        {
            Log.LockLost(logger, queue.Queue);
            queue.Lease.Lose();
            return;
        }

        if (queue.Lease.IsGivenUp)
        {
            // The request overtook the one that gave the lock back.
            await UnlockAsync(queue.Queue, CancellationToken.None).ConfigureAwait(false);
            return;
        }

        if (!queue.Lease.IsLapsed(answer.RequestedAt))
        {
            queue.Lease.Renew(answer.RequestedAt);
            return;
        }

        // Somebody else may have owned the queue in between and gone further: what is held here would then come a second time.
        try
        {
            long? committed = await offsets.ReadAsync(queue.Queue, ct).ConfigureAwait(false);
            if (committed > queue.CommitOffset)
            {
                Log.OvertakenWhileUnlocked(logger, queue.Queue, queue.CommitOffset, committed.Value);
                queue.Restart(committed.Value);
            }

            queue.Lease.Renew(answer.RequestedAt);
        }
        catch (Exception exception) when (!ct.IsCancellationRequested)
        {
            Log.OffsetUnknown(logger, exception, queue.Queue);
        }
    }

    // Without an answer the broker may have granted what it was asked for. Nobody would renew these locks or give them back, and they would keep their
    // queues from every other member for 60 s. The broker grants a lock again to who has it, so asking again finds out; failing that, they are given back.
    private async ValueTask<LockAnswer> AskForNewAsync(string brokerName, MessageQueue[] queues)
    {
        LockAnswer answer = await AskAsync(brokerName, queues).ConfigureAwait(false);
        if (!answer.IsKnown)
            answer = await AskAsync(brokerName, queues).ConfigureAwait(false);
        if (!answer.IsKnown)
            _ = GiveBackAsync(brokerName, queues);

        return answer;
    }

    // Not to be cancelled: the broker grants what it was asked for whether anybody waits for the answer or not, and a lock that nobody
    // knows of keeps the queue from every member until it expires.
    private async ValueTask<LockAnswer> AskAsync(string brokerName, MessageQueue[] queues)
    {
        long requestedAt = session.Time.GetTimestamp();
        var header = new LockBatchMessageQueueRequestHeader { BrokerName = brokerName };
        try
        {
            using RemotingResponse response = await session
                .CallBrokerAsync(brokerName, header, CreateBody(queues), Timeout, CancellationToken.None)
                .ConfigureAwait(false);
            if (response.Code == ResponseCode.Success)
                return new LockAnswer(requestedAt, [.. LockBatchResult.Parse(response.Body.Span).LockOkMqSet]);

            Log.LockRefused(logger, brokerName, response.Code, response.Remark);
        }
        catch (Exception exception)
        {
            Log.LockFailed(logger, exception, brokerName);
        }

        return LockAnswer.Unknown;
    }

    private byte[] CreateBody(MessageQueue[] queues) =>
        new LockBatchBody
        {
            ConsumerGroup = group,
            ClientId = session.ClientId,
            MqSet = queues,
        }.ToUtf8Bytes();

    private static partial class Log
    {
        [LoggerMessage(2711, LogLevel.Warning, "Broker {BrokerName} could not be asked for orderly locks.")]
        public static partial void LockFailed(ILogger logger, Exception exception, string brokerName);

        [LoggerMessage(2712, LogLevel.Warning, "Broker {BrokerName} refused to lock orderly queues: {Code} ({Remark}).")]
        public static partial void LockRefused(ILogger logger, string brokerName, ResponseCode code, string? remark);

        [LoggerMessage(2713, LogLevel.Warning, "The lock of orderly queue {Queue} belongs to another client now.")]
        public static partial void LockLost(ILogger logger, MessageQueue queue);

        [LoggerMessage(
            2714,
            LogLevel.Warning,
            "Orderly queue {Queue} was handled elsewhere while its lock had lapsed; going on from {Committed} instead of {Offset}."
        )]
        public static partial void OvertakenWhileUnlocked(ILogger logger, MessageQueue queue, long offset, long committed);

        [LoggerMessage(
            2715,
            LogLevel.Warning,
            "Orderly queue {Queue} is locked again, but how far it was handled meanwhile is unknown; it stays at rest."
        )]
        public static partial void OffsetUnknown(ILogger logger, Exception exception, MessageQueue queue);

        [LoggerMessage(2716, LogLevel.Warning, "Orderly queue {Queue} could not be unlocked; its lock expires at the broker after 60 s.")]
        public static partial void UnlockFailed(ILogger logger, Exception exception, MessageQueue queue);

        [LoggerMessage(2717, LogLevel.Warning, "The broker refused to unlock orderly queue {Queue}: {Code} ({Remark}).")]
        public static partial void UnlockRefused(ILogger logger, MessageQueue queue, ResponseCode code, string? remark);
    }
}
