using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using RocketMq.Consuming;
using RocketMq.Offsets;
using RocketMq.Protocol;
using RocketMq.Routing;

namespace RocketMq.Rebalancing;

/// <summary>
/// Keeps the owned queues equal to this member's share: every 20 s, at once when members, routes or connections change, and again soon while
/// something is in the way (a lock another member still holds, a topic that does not exist yet).
/// </summary>
internal sealed partial class Rebalancer
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan ShortestRetry = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(1);

    private readonly ConsumerContext _context;
    private readonly QueueAssignments _assignments;
    private readonly MemberShare _shares;
    private readonly StartOffsets _startOffsets;
    private readonly KnownQueues _known = new();
    private readonly Signal _wanted = new();
    private readonly Lock _gate = new();
    private TaskCompletionSource? _nextRound;
    private TimeSpan _retry = ShortestRetry;

    public Rebalancer(ConsumerContext context, QueueAssignments assignments)
    {
        _context = context;
        _assignments = assignments;
        _shares = new MemberShare(context);
        _startOffsets = new StartOffsets(context.Offsets, new QueueEnds(context.Session), context.Settings);
        _assignments.Released += _ => _wanted.Set();
    }

    /// <summary>Queues were taken over in a round.</summary>
    public event Action<IReadOnlyList<MessageQueue>>? Taken;

    public void RunSoon() => _wanted.Set();

    /// <summary>Completes when a round that began after this call is over, or the consumer is paused, which puts rounds off.</summary>
    public async Task RunNowAsync(CancellationToken ct)
    {
        Task round;
        lock (_gate)
            round = (_nextRound ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

        _wanted.Set();
        await round.WaitAsync(ct).ConfigureAwait(false);
    }

    /// <summary>Rebalances until the token is cancelled.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        using ITimer timer = _context.Time.CreateTimer(_ => _wanted.Set(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        try
        {
            while (true)
            {
                TaskCompletionSource? awaited = TakeWaiter();
                RebalanceOutcome outcome = await RunRoundAsync(ct).ConfigureAwait(false);
                awaited?.TrySetResult();
                timer.Change(NextDelay(outcome), Timeout.InfiniteTimeSpan);
                do
                {
                    await _wanted.WaitAsync(ct).ConfigureAwait(false);
                    if (_context.Pause.IsPaused)
                        EndSkippedRound();
                } while (_context.Pause.IsPaused);
            }
        }
        catch (Exception) when (ct.IsCancellationRequested)
        {
            // The consumer stops; whatever failed just then must not keep it from leaving the group.
        }
        finally
        {
            TakeWaiter()?.TrySetCanceled(ct);
        }
    }

    // Nothing is taken over now, but a topic that is given up meanwhile must not look known when it is subscribed again.
    private void EndSkippedRound()
    {
        TaskCompletionSource? awaited = TakeWaiter();
        LeaveUnsubscribed();
        awaited?.TrySetResult();
    }

    private TaskCompletionSource? TakeWaiter()
    {
        lock (_gate)
        {
            TaskCompletionSource? waiter = _nextRound;
            _nextRound = null;
            return waiter;
        }
    }

    /// <summary>Adjusts every topic once.</summary>
    public async ValueTask<RebalanceOutcome> RunRoundAsync(CancellationToken ct)
    {
        var outcome = RebalanceOutcome.Balanced;
        foreach (ConsumerSubscription subscription in _context.Subscriptions.All)
        {
            try
            {
                RebalanceOutcome ofTopic = await BalanceAsync(subscription, ct).ConfigureAwait(false);
                outcome = ofTopic > outcome ? ofTopic : outcome;
            }
            catch (Exception exception) when (!ct.IsCancellationRequested)
            {
                outcome = RebalanceOutcome.Blocked;
                Log.RoundFailed(_context.Logger, exception, subscription.Topic, _context.Settings.Group);
            }
        }

        LeaveUnsubscribed();
        return outcome;
    }

    private void LeaveUnsubscribed()
    {
        SubscriptionSet subscriptions = _context.Subscriptions;
        foreach (MessageQueue queue in _assignments.Owned.Keys)
        {
            if (!subscriptions.TryGet(queue.Topic, out _))
                _ = _assignments.ReleaseAsync(queue);
        }

        _known.ForgetExcept(subscriptions);
    }

    private TimeSpan NextDelay(RebalanceOutcome outcome)
    {
        if (outcome == RebalanceOutcome.Balanced)
        {
            _retry = ShortestRetry;
            return Interval;
        }

        TimeSpan delay = _retry;
        TimeSpan longest = outcome == RebalanceOutcome.Blocked ? LongestRetry : Interval;
        _retry = delay * 2 < longest ? delay * 2 : longest;
        return delay;
    }

    private async ValueTask<RebalanceOutcome> BalanceAsync(ConsumerSubscription subscription, CancellationToken ct)
    {
        ImmutableArray<MessageQueue>? queues = await FindQueuesAsync(subscription, ct).ConfigureAwait(false);
        if (queues is not { IsEmpty: false } all)
        {
            NoteMissing(subscription);
            return RebalanceOutcome.TopicMissing;
        }

        _known.Note(subscription.Topic, all);
        if (await _shares.FindAsync(subscription.Topic, all, ct).ConfigureAwait(false) is not { } share)
            return RebalanceOutcome.Blocked;

        ReleaseOthers(subscription.Topic, share);
        return await TryTakeMissingAsync(subscription, share, ct).ConfigureAwait(false)
            ? RebalanceOutcome.Balanced
            : RebalanceOutcome.Blocked;
    }

    private async ValueTask<ImmutableArray<MessageQueue>?> FindQueuesAsync(ConsumerSubscription subscription, CancellationToken ct)
    {
        try
        {
            TopicRoute route = await _context.Session.Routes.GetAsync(subscription.Topic, ct).ConfigureAwait(false);
            return route.SubscribeQueues;
        }
        catch (RocketMqException exception) when (exception.Reason == RocketMqErrorReason.RouteNotFound)
        {
            return null;
        }
    }

    private void NoteMissing(ConsumerSubscription subscription)
    {
        // The retry topic is created by the first heartbeat; that it is not there at once is normal.
        if (!subscription.IsRetryTopic && !_known.IsAbsent(subscription.Topic))
            Log.TopicMissing(_context.Logger, subscription.Topic, _context.Settings.Group);

        _known.NoteAbsent(subscription.Topic);
    }

    private void ReleaseOthers(string topic, HashSet<MessageQueue> share)
    {
        foreach (MessageQueue queue in _assignments.Owned.Keys)
        {
            if (string.Equals(queue.Topic, topic, StringComparison.Ordinal) && !share.Contains(queue))
                _ = _assignments.ReleaseAsync(queue);
        }
    }

    private async ValueTask<bool> TryTakeMissingAsync(ConsumerSubscription subscription, HashSet<MessageQueue> share, CancellationToken ct)
    {
        MessageQueue[] wanted = [.. share.Where(queue => !_assignments.Owned.ContainsKey(queue))];
        MessageQueue[] free = [.. wanted.Where(queue => !_assignments.Holds(queue)).Order()];
        IReadOnlyCollection<LockGrant> grants = _context.Settings.NeedsLocks
            ? await _context.Locks.LockAsync(free, ct).ConfigureAwait(false)
            : [.. free.Select(queue => new LockGrant(queue, 0))];

        List<MessageQueue> taken = [];
        foreach (LockGrant grant in grants)
        {
            if (await TryTakeAsync(subscription, grant, ct).ConfigureAwait(false))
                taken.Add(grant.Queue);
        }

        if (taken.Count > 0)
            Taken?.Invoke(taken);

        ct.ThrowIfCancellationRequested();
        return taken.Count == wanted.Length;
    }

    private async ValueTask<bool> TryTakeAsync(ConsumerSubscription subscription, LockGrant grant, CancellationToken ct)
    {
        try
        {
            ct.ThrowIfCancellationRequested();
            bool isNew = _known.AppearedLater(grant.Queue);
            long offset = await _startOffsets.ResolveAsync(grant.Queue, subscription.IsRetryTopic, isNew, ct).ConfigureAwait(false);
            var queue = new ProcessQueue(grant.Queue, offset, _context.Settings.Limits, _context.Time) { CommittedOffset = offset };
            if (_context.Settings.NeedsLocks)
                queue.Lease.Renew(grant.RequestedAt);
            else
                queue.Lease.Waive();

            if (_assignments.TryTake(queue, subscription))
                return true;

            queue.Dispose();
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The round ends when every grant is given back.
        }
        catch (Exception exception)
        {
            Log.StartOffsetUnknown(_context.Logger, exception, grant.Queue);
        }

        await GiveBackAsync(grant).ConfigureAwait(false);
        return false;
    }

    // A lock that is kept without use would keep every other member away until it expires.
    private ValueTask GiveBackAsync(LockGrant grant) =>
        _context.Settings.NeedsLocks ? _context.Locks.UnlockAsync(grant.Queue, CancellationToken.None) : ValueTask.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(2721, LogLevel.Warning, "Rebalancing topic {Topic} for group {Group} failed; it is tried again soon.")]
        public static partial void RoundFailed(ILogger logger, Exception exception, string topic, string group);

        [LoggerMessage(
            2722,
            LogLevel.Warning,
            "Topic {Topic}, subscribed by group {Group}, has no readable queues. Create it, or let a producer's first send create it; the consumer picks it up then."
        )]
        public static partial void TopicMissing(ILogger logger, string topic, string group);

        [LoggerMessage(2724, LogLevel.Warning, "Where to begin on {Queue} is unknown, so it is not taken over yet.")]
        public static partial void StartOffsetUnknown(ILogger logger, Exception exception, MessageQueue queue);
    }
}
