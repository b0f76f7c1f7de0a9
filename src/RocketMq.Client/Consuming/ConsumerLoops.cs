using Microsoft.Extensions.Logging;
using RocketMq.Rebalancing;

namespace RocketMq.Consuming;

/// <summary>The periodic work of one consumer, each kind in a loop of its own so that none delays another.</summary>
internal sealed partial class ConsumerLoops(ConsumerContext context, QueueAssignments assignments, Rebalancer rebalancer) : IAsyncDisposable
{
    private static readonly TimeSpan LongestSweepInterval = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ShortestSweepInterval = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _rebalancingStops = new();
    private Task _running = Task.CompletedTask;
    private Task _rebalancing = Task.CompletedTask;

    public void Start()
    {
        CancellationToken ct = _stopping.Token;
        _rebalancing = rebalancer.RunAsync(_rebalancingStops.Token);
        List<Task> loops =
        [
            RunAsync("committing offsets", context.Session.Settings.OffsetCommitInterval, assignments.CommitAllAsync, ct),
            RunAsync("watching handler calls", SweepInterval, CancelOverdueHandlers, ct),
            RunAsync("sampling figures", ConsumeFigures.SampleInterval, SampleFigures, ct),
        ];
        if (context.Settings.NeedsLocks)
            loops.Add(RunAsync("renewing locks", QueueLease.RenewalInterval, RenewLocksAsync, ct));

        _running = Task.WhenAll(loops);
    }

    /// <summary>Stops taking over and giving up queues; locks are still renewed and offsets committed while handlers finish.</summary>
    public async ValueTask StopRebalancingAsync()
    {
        await _rebalancingStops.CancelAsync().ConfigureAwait(false);
        await _rebalancing.ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await StopRebalancingAsync().ConfigureAwait(false);
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _stopping.Dispose();
        _rebalancingStops.Dispose();
    }

    // Fine enough for the limit, coarse enough to cost nothing.
    private TimeSpan SweepInterval
    {
        get
        {
            TimeSpan wanted = context.Settings.ConsumeTimeout / 8;
            return wanted < ShortestSweepInterval ? ShortestSweepInterval
                : wanted > LongestSweepInterval ? LongestSweepInterval
                : wanted;
        }
    }

    private ValueTask RenewLocksAsync(CancellationToken ct) => context.Locks.RenewAsync(assignments.QueuesInUse, ct);

    private ValueTask SampleFigures(CancellationToken ct)
    {
        context.Figures.Sample();
        return ValueTask.CompletedTask;
    }

    private ValueTask CancelOverdueHandlers(CancellationToken ct)
    {
        foreach (HandlerSlot slot in context.Dispatcher.Slots)
        {
            if (slot.CancelIfOlderThan(context.Settings.ConsumeTimeout, context.Logger) is { } queue)
                Log.HandlerOverdue(context.Logger, queue.Queue.ToString(), context.Settings.ConsumeTimeout);
        }

        return ValueTask.CompletedTask;
    }

    private async Task RunAsync(string work, TimeSpan interval, Func<CancellationToken, ValueTask> round, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(interval, context.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(ct).ConfigureAwait(false))
                await RunRoundAsync(work, round, ct).ConfigureAwait(false);
        }
        catch (Exception) when (ct.IsCancellationRequested)
        {
            // The consumer stops; whatever failed just then must not keep it from leaving the group.
        }
    }

    // One failed round must not end the loop.
    private async ValueTask RunRoundAsync(string work, Func<CancellationToken, ValueTask> round, CancellationToken ct)
    {
        try
        {
            await round(ct).ConfigureAwait(false);
        }
        catch (Exception exception) when (!ct.IsCancellationRequested)
        {
            Log.RoundFailed(context.Logger, exception, work, context.Settings.Group);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2601, LogLevel.Warning, "A handler call for {Queue} takes longer than {Limit}; its token is cancelled.")]
        public static partial void HandlerOverdue(ILogger logger, string queue, TimeSpan limit);

        [LoggerMessage(2602, LogLevel.Error, "A round of {Work} failed for group {Group}; the next one runs at its time.")]
        public static partial void RoundFailed(ILogger logger, Exception exception, string work, string group);
    }
}
