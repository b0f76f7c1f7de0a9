using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using RocketMq.Consuming;
using RocketMq.Offsets;
using RocketMq.Protocol;

namespace RocketMq.Rebalancing;

/// <summary>
/// The queues this consumer owns. Taking one over starts its pull loop; giving one up ends in a fixed order: no new handler call, the running ones
/// finish, the offset is committed, the lock is given back. Thread-safe.
/// </summary>
internal sealed partial class QueueAssignments(ConsumerContext context)
{
    // A cancelled handler gets this long to return before its queue is given up without it.
    private static readonly TimeSpan CancellationGrace = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly Dictionary<MessageQueue, AssignedQueue> _releasing = [];
    private ImmutableDictionary<MessageQueue, AssignedQueue> _owned = ImmutableDictionary<MessageQueue, AssignedQueue>.Empty;
    private bool _isLeaving;

    /// <summary>A queue was given up completely.</summary>
    public event Action<MessageQueue>? Released;

    /// <summary>The owned queues and those whose handlers still run: nobody else may handle either.</summary>
    public IReadOnlyCollection<ProcessQueue> QueuesInUse
    {
        get
        {
            lock (_gate)
                return [.. _owned.Values.Select(assigned => assigned.Queue), .. _releasing.Values.Select(leaving => leaving.Queue)];
        }
    }

    public IEnumerable<ProcessQueue> Queues => Volatile.Read(ref _owned).Values.Select(assigned => assigned.Queue);

    public ImmutableDictionary<MessageQueue, AssignedQueue> Owned => Volatile.Read(ref _owned);

    /// <summary>Whether the queue is owned or not yet completely given up.</summary>
    public bool Holds(MessageQueue queue)
    {
        lock (_gate)
            return _owned.ContainsKey(queue) || _releasing.ContainsKey(queue);
    }

    /// <summary>Takes a queue over and starts pulling it, unless the subscription was replaced or given up meanwhile.</summary>
    /// <remarks>
    /// Whoever changes a subscription releases its queues afterwards: that release finds what was taken before, and what comes later is refused here.
    /// Read by the replaced expression, a queue would pass what only the new one wants.
    /// </remarks>
    public bool TryTake(ProcessQueue queue, ConsumerSubscription subscription)
    {
        long offset = queue.Position.Offset;
        lock (_gate)
        {
            context.Subscriptions.TryGet(queue.Queue.Topic, out ConsumerSubscription? current);
            if (!ReferenceEquals(current, subscription))
                return false;

            Volatile.Write(ref _owned, _owned.Add(queue.Queue, new AssignedQueue(queue, PullAsync(queue, subscription))));
        }

        Log.Taken(context.Logger, queue.Queue, offset);
        return true;
    }

    /// <summary>
    /// Begins to give a queue up; the returned task never fails. <see cref="Holds"/> stays true until it completes, and longer for an orderly queue
    /// with a handler that does not end although it is cancelled: until that ends.
    /// </summary>
    public Task ReleaseAsync(MessageQueue queue)
    {
        lock (_gate)
        {
            if (!_owned.TryGetValue(queue, out AssignedQueue? assigned))
                return _releasing.TryGetValue(queue, out AssignedQueue? leaving) ? leaving.Work : Task.CompletedTask;

            Volatile.Write(ref _owned, _owned.Remove(queue));
            assigned.Queue.Release();
            Task releasing = FinishReleaseAsync(assigned);
            _releasing[queue] = new AssignedQueue(assigned.Queue, releasing);
            return releasing;
        }
    }

    /// <summary>Gives all queues up, side by side, because the consumer leaves.</summary>
    public Task ReleaseAllAsync()
    {
        Volatile.Write(ref _isLeaving, true);
        return ReleaseAsync(_ => true);
    }

    /// <summary>Gives all queues of a topic up, side by side.</summary>
    public Task ReleaseTopicAsync(string topic) => ReleaseAsync(queue => string.Equals(queue.Topic, topic, StringComparison.Ordinal));

    private Task ReleaseAsync(Func<MessageQueue, bool> isWanted)
    {
        lock (_gate)
        {
            Task[] started = [.. _owned.Keys.Where(isWanted).Select(ReleaseAsync)];
            return Task.WhenAll([.. started, .. _releasing.Where(leaving => isWanted(leaving.Key)).Select(leaving => leaving.Value.Work)]);
        }
    }

    /// <summary>Commits the progress of all owned queues.</summary>
    public ValueTask CommitAllAsync(CancellationToken ct) => context.Commits.CommitAllAsync(Queues, ct);

    private async Task PullAsync(ProcessQueue queue, ConsumerSubscription subscription)
    {
        // The caller holds the lock, which is not for requests.
        await Task.Yield();
        await new QueuePuller(queue, subscription, context).RunAsync().ConfigureAwait(false);
    }

    private async Task FinishReleaseAsync(AssignedQueue assigned)
    {
        // The caller holds the lock that the end of this work takes.
        await Task.Yield();
        ProcessQueue queue = assigned.Queue;
        bool isIdle = false;
        try
        {
            await assigned.Work.ConfigureAwait(false);
            if (!queue.WhenIdleAsync().IsCompleted)
            {
                // The next owner may begin at any moment; what is known now spares it a part of the repetitions.
                await context.Commits.CommitLastAsync(queue).ConfigureAwait(false);
            }

            isIdle = await WaitForHandlersAsync(queue).ConfigureAwait(false);
            await context.Commits.CommitLastAsync(queue).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Log.ReleaseFailed(context.Logger, exception, queue.Queue);
        }

        // The broker grants a lock again to the client that has it, so it is for this client to keep itself away from a handler that still runs.
        if (context.Settings.IsOrderly && !isIdle)
            _ = EndWhenIdleAsync(queue);
        else
            await EndAsync(queue, unlocks: context.Settings.NeedsLocks && isIdle).ConfigureAwait(false);
    }

    /// <summary>Ends the release of an orderly queue that a handler outlived; the lock is renewed up to then.</summary>
    private async Task EndWhenIdleAsync(ProcessQueue queue)
    {
        await queue.WhenIdleAsync().ConfigureAwait(false);
        // After this consumer the same client may read the queue for another one of the group, whose lock this would give back.
        bool isLeaving = Volatile.Read(ref _isLeaving);
        if (!isLeaving)
            await context.Commits.CommitLastAsync(queue).ConfigureAwait(false);

        await EndAsync(queue, unlocks: context.Settings.NeedsLocks && !isLeaving).ConfigureAwait(false);
    }

    private async ValueTask EndAsync(ProcessQueue queue, bool unlocks)
    {
        if (unlocks)
            await context.Locks.UnlockAsync(queue, CancellationToken.None).ConfigureAwait(false);

        Log.Released(context.Logger, queue.Queue, queue.CommitOffset);
        lock (_gate)
            _releasing.Remove(queue.Queue);

        queue.Dispose();
        Released?.Invoke(queue.Queue);
    }

    private async ValueTask<bool> WaitForHandlersAsync(ProcessQueue queue)
    {
        if (await IsIdleWithinAsync(queue, context.Settings.DrainTimeout).ConfigureAwait(false))
            return true;

        Log.CancellingHandlers(context.Logger, queue.Queue, context.Settings.DrainTimeout);
        foreach (HandlerSlot slot in context.Dispatcher.Slots)
            slot.CancelIfFor(queue, context.Logger);

        if (await IsIdleWithinAsync(queue, CancellationGrace).ConfigureAwait(false))
            return true;

        if (context.Settings.IsOrderly)
            Log.OrderlyHandlerIgnoresCancellation(context.Logger, queue.Queue);
        else
            Log.HandlersIgnoreCancellation(context.Logger, queue.Queue);

        return false;
    }

    private async ValueTask<bool> IsIdleWithinAsync(ProcessQueue queue, TimeSpan limit)
    {
        Task idle = queue.WhenIdleAsync();
        if (idle.IsCompleted)
            return true;

        using var waited = new CancellationTokenSource();
        Task first = await Task.WhenAny(idle, Task.Delay(limit, context.Time, waited.Token)).ConfigureAwait(false);
        await waited.CancelAsync().ConfigureAwait(false);
        return ReferenceEquals(first, idle);
    }

    private static partial class Log
    {
        [LoggerMessage(2701, LogLevel.Information, "Taking over {Queue} from offset {Offset}.")]
        public static partial void Taken(ILogger logger, MessageQueue queue, long offset);

        [LoggerMessage(2702, LogLevel.Information, "Gave up {Queue} at offset {Offset}.")]
        public static partial void Released(ILogger logger, MessageQueue queue, long offset);

        [LoggerMessage(2703, LogLevel.Error, "Giving up {Queue} failed; what was not committed is repeated by its next owner.")]
        public static partial void ReleaseFailed(ILogger logger, Exception exception, MessageQueue queue);

        [LoggerMessage(2704, LogLevel.Warning, "The handlers of {Queue} did not end within {Limit}; their token is cancelled.")]
        public static partial void CancellingHandlers(ILogger logger, MessageQueue queue, TimeSpan limit);

        [LoggerMessage(
            2705,
            LogLevel.Error,
            "A handler of {Queue} does not end although its token is cancelled. The queue is given up without it; its message is delivered again, possibly while it still runs."
        )]
        public static partial void HandlersIgnoreCancellation(ILogger logger, MessageQueue queue);

        [LoggerMessage(
            2706,
            LogLevel.Error,
            "A handler of orderly queue {Queue} does not end although its token is cancelled. Nobody goes on with the queue until it ends or, once this consumer is disposed, until the lock expires at the broker."
        )]
        public static partial void OrderlyHandlerIgnoresCancellation(ILogger logger, MessageQueue queue);
    }
}
