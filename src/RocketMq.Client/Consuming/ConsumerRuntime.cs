using System.Globalization;
using Microsoft.Extensions.Logging;
using RocketMq.Protocol;
using RocketMq.Rebalancing;
using RocketMq.Routing;
using RocketMq.Sessions;
using RocketMq.Telemetry;

namespace RocketMq.Consuming;

/// <summary>A push consumer at work: joins the group, runs the loops, answers the broker's requests, leaves in order.</summary>
internal sealed partial class ConsumerRuntime : ISessionConsumer, IGaugedConsumer, IAsyncDisposable
{
    // After their tokens were cancelled, handlers get this long before the consumer stops waiting for them.
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(1);

    private readonly ConsumerContext _context;
    private readonly QueueAssignments _assignments;
    private readonly Rebalancer _rebalancer;
    private readonly ConsumerLoops _loops;
    private readonly GroupComparison _comparison;
    private readonly SubscriptionChanges _changes;
    private readonly DateTimeOffset _createdAt;

    public ConsumerRuntime(ConsumerContext context)
    {
        _context = context;
        _assignments = new QueueAssignments(context);
        _rebalancer = new Rebalancer(context, _assignments);
        _loops = new ConsumerLoops(context, _assignments, _rebalancer);
        _comparison = new GroupComparison(context);
        _changes = new SubscriptionChanges(context, _assignments, _rebalancer);
        _createdAt = context.Time.GetUtcNow();
        _rebalancer.Taken += queues => Raise(new QueueAssignmentChange(Names.Unwrap(queues), []));
        _assignments.Released += queue => Raise(new QueueAssignmentChange([], [Names.Unwrap(queue)]));
    }

    public event Action<QueueAssignmentChange>? AssignmentChanged;

    public string Group => _context.Settings.Group;

    string IGaugedConsumer.GroupName => _context.Observers.Group;

    string IGaugedConsumer.ClientId => _context.Session.ClientId;

    bool IGaugedConsumer.NeedsLocks => _context.Settings.NeedsLocks;

    ResourceNames IGaugedConsumer.Names => Names;

    IEnumerable<ProcessQueue> IGaugedConsumer.Queues => _assignments.Queues;

    TimeProvider IGaugedConsumer.Time => _context.Time;

    private ResourceNames Names => _context.Settings.Names;

    public IReadOnlyCollection<MessageQueue> AssignedQueues => [.. _assignments.Owned.Keys.Order().Select(queue => Names.Unwrap(queue))];

    public PushConsumerStatistics Statistics
    {
        get
        {
            ProcessQueueSnapshot[] queues = [.. _assignments.Queues.Select(queue => queue.Snapshot())];
            return _context.Counters.Read(queues.Sum(queue => queue.PendingCount), queues.Sum(queue => queue.PendingBytes));
        }
    }

    /// <summary>Joins the group and takes over this member's share, as far as it can be had at once; the rest follows.</summary>
    /// <exception cref="RocketMqException">No name server answers, or the group is taken in this client.</exception>
    public async Task StartAsync(CancellationToken ct)
    {
        await _context.Offsets.OpenAsync(ct).ConfigureAwait(false);
        try
        {
            // Before the first heartbeat, which would replace what the broker knows of the group.
            await _comparison.CheckAsync(ct).ConfigureAwait(false);
            _context.Session.Register(this);
        }
        catch
        {
            await _context.Offsets.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        foreach (ConsumerSubscription subscription in _context.Subscriptions.All)
            _context.Session.Routes.Track(subscription.Topic);

        try
        {
            foreach (ConsumerSubscription subscription in _context.Subscriptions.All)
            {
                // The retry topic is created by the heartbeat, so that asking for it earlier would only find it missing.
                if (!subscription.IsRetryTopic)
                    await LookUpAsync(subscription, ct).ConfigureAwait(false);
            }

            await _context.Session.SendHeartbeatAsync(ct).ConfigureAwait(false);
            await _rebalancer.RunRoundAsync(ct).ConfigureAwait(false);
            _loops.Start();
            QueueGauges.Add(this);
        }
        catch
        {
            await _assignments.ReleaseAllAsync().ConfigureAwait(false);
            await LeaveAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Stops pulling, lets handlers finish, commits, unlocks, leaves the group.</summary>
    public async ValueTask DisposeAsync()
    {
        QueueGauges.Remove(this);
        // At once: from here on no handler call begins.
        Task released = _assignments.ReleaseAllAsync();
        Task directOver = _context.Direct.StopAsync(StopGrace);
        await _loops.StopRebalancingAsync().ConfigureAwait(false);
        await released.ConfigureAwait(false);
        // What a round in flight took over meanwhile.
        await _assignments.ReleaseAllAsync().ConfigureAwait(false);
        await _loops.DisposeAsync().ConfigureAwait(false);
        Task stopped = _context.Dispatcher.StopAsync();
        if (!stopped.IsCompleted)
            await Task.WhenAny(stopped, Task.Delay(StopGrace, _context.Time)).ConfigureAwait(false);

        await directOver.ConfigureAwait(false);
        _context.Dispatcher.Dispose();
        await LeaveAsync().ConfigureAwait(false);
    }

    /// <summary>Subscribes to a topic, or replaces its expression; only the set changes while the consumer does not run.</summary>
    /// <exception cref="RocketMqException">A broker refuses the expression; nothing has changed then.</exception>
    public async ValueTask SubscribeAsync(string topic, FilterExpression expression, bool isRunning, CancellationToken ct)
    {
        SubscriptionSet subscriptions = _context.Subscriptions;
        bool isReplaced = subscriptions.TryGet(topic, out ConsumerSubscription? before);
        if (before?.Expression == expression)
            return;

        long version = subscriptions.NextVersion(_context.Time.GetUtcNow().ToUnixTimeMilliseconds());
        var added = ConsumerSubscription.Create(topic, expression, version, isRetryTopic: false, Names);
        if (isRunning)
            await LookUpAsync(added, ct).ConfigureAwait(false);

        _context.Subscriptions = subscriptions.With(added);
        if (isRunning)
            await _changes.ApplyAsync(topic, isReplaced, ct).ConfigureAwait(false);
    }

    /// <returns>False when the topic was not subscribed.</returns>
    public async ValueTask<bool> UnsubscribeAsync(string topic, bool isRunning, CancellationToken ct)
    {
        SubscriptionSet subscriptions = _context.Subscriptions;
        if (!subscriptions.TryGet(topic, out _))
            return false;

        _context.Subscriptions = subscriptions.Without(topic);
        if (isRunning)
            await _changes.WithdrawAsync(topic, ct).ConfigureAwait(false);

        return true;
    }

    public IReadOnlyDictionary<string, FilterExpression> Subscriptions =>
        _context
            .Subscriptions.All.Where(subscription => !subscription.IsRetryTopic)
            .ToDictionary(subscription => Names.Unwrap(subscription.Topic), subscription => subscription.Expression);

    public void Pause() => _context.Pause.Pause();

    public void Resume()
    {
        _context.Pause.Resume();
        _rebalancer.RunSoon();
    }

    public ConsumerData Describe() =>
        new()
        {
            GroupName = Group,
            ConsumeType = ConsumeType.Passively,
            MessageModel = _context.Settings.IsBroadcasting ? MessageModel.Broadcasting : MessageModel.Clustering,
            ConsumeFromWhere = _context.Settings.StartAt switch
            {
                ConsumeFrom.First => ConsumeFromWhere.FirstOffset,
                ConsumeFrom.Timestamp => ConsumeFromWhere.Timestamp,
                _ => ConsumeFromWhere.LastOffset,
            },
            SubscriptionDataSet = [.. _context.Subscriptions.All.Select(subscription => subscription.Data)],
        };

    public void RebalanceSoon() => _rebalancer.RunSoon();

    // A broker keeps its orderly locks in memory. One that restarted gives them to whoever asks first, so that a lock counts again only
    // when it was granted anew.
    public void OnBrokerLost(RemotingPeer broker)
    {
        foreach (ProcessQueue queue in _assignments.QueuesInUse)
        {
            if (_context.Session.Brokers.Find(queue.Queue.BrokerName)?.Master == broker)
                queue.Lease.Lose();
        }
    }

    public async ValueTask ResetOffsetsAsync(
        string topic,
        IReadOnlyDictionary<MessageQueue, long> offsets,
        CancellationToken cancellationToken
    )
    {
        List<(ProcessQueue, long)> resets = [];
        foreach ((MessageQueue queue, long offset) in offsets)
        {
            if (queue.Topic != topic || !_assignments.Owned.TryGetValue(queue, out AssignedQueue? assigned))
                continue;

            Log.OffsetReset(_context.Logger, queue, assigned.Queue.CommitOffset, offset);
            resets.Add((assigned.Queue, offset));
        }

        await _context.Commits.ResetAllAsync(resets, cancellationToken).ConfigureAwait(false);
    }

    public IReadOnlyDictionary<MessageQueue, long> GetOffsets(string topic) =>
        _assignments.Queues.Where(queue => queue.Queue.Topic == topic).ToDictionary(queue => queue.Queue, queue => queue.CommitOffset);

    public ConsumerRunningInfo GetRunningInfo(bool withStacks) => RunningInfo.Create(_context, _assignments.Queues, _createdAt, withStacks);

    public ValueTask<ConsumeMessageDirectlyResult> ConsumeDirectlyAsync(byte[] record, string? brokerName) =>
        _context.Direct.ConsumeAsync(record, brokerName);

    private async ValueTask LookUpAsync(ConsumerSubscription subscription, CancellationToken ct)
    {
        try
        {
            TopicRoute route = await _context.Session.Routes.GetAsync(subscription.Topic, ct).ConfigureAwait(false);
            await SubscriptionCheck.RunAsync(_context, subscription, route, ct).ConfigureAwait(false);
        }
        catch (RocketMqException exception) when (exception.Reason == RocketMqErrorReason.RouteNotFound)
        {
            // The topic may be created later; the rebalancer warns and looks again.
        }
    }

    private async ValueTask LeaveAsync()
    {
        foreach (ConsumerSubscription subscription in _context.Subscriptions.All)
            _context.Session.Routes.Untrack(subscription.Topic);

        try
        {
            await _context.Session.UnregisterAsync(this, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Log.LeaveFailed(_context.Logger, exception, Group);
        }

        await _context.Offsets.DisposeAsync().ConfigureAwait(false);
    }

    private void Raise(QueueAssignmentChange change)
    {
        try
        {
            AssignmentChanged?.Invoke(change);
        }
        catch (Exception exception)
        {
            Log.ObserverThrew(_context.Logger, exception, Group);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2611, LogLevel.Information, "An administrator reset {Queue} from offset {Offset} to {NewOffset}.")]
        public static partial void OffsetReset(ILogger logger, MessageQueue queue, long offset, long newOffset);

        [LoggerMessage(
            2612,
            LogLevel.Warning,
            "Group {Group} could not be unregistered everywhere; brokers notice the absence when the connection closes."
        )]
        public static partial void LeaveFailed(ILogger logger, Exception exception, string group);

        [LoggerMessage(2613, LogLevel.Error, "An observer of the queue assignment of group {Group} threw.")]
        public static partial void ObserverThrew(ILogger logger, Exception exception, string group);
    }
}
