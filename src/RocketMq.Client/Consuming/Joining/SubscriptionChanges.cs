using RocketMq.Rebalancing;

namespace RocketMq.Consuming;

/// <summary>Changes what a running consumer subscribes to. Used for one change at a time.</summary>
internal sealed class SubscriptionChanges(ConsumerContext context, QueueAssignments assignments, Rebalancer rebalancer)
{
    /// <summary>Tells the brokers of a topic that was added or whose expression was replaced, and takes over this member's share of it.</summary>
    public async ValueTask ApplyAsync(string topic, bool isReplaced, CancellationToken ct)
    {
        // What was pulled by the old expression is not what the new one wants: the queues begin again where they are consumed to.
        if (isReplaced)
            await WaitForHandlersAsync(assignments.ReleaseTopicAsync(topic), ct).ConfigureAwait(false);
        else
            context.Session.Routes.Track(topic);

        await context.Session.SendHeartbeatAsync(ct).ConfigureAwait(false);
        await rebalancer.RunNowAsync(ct).ConfigureAwait(false);
    }

    /// <summary>Gives up the queues of a topic that is not subscribed any more, in the order of <see cref="QueueAssignments"/>, and tells the brokers.</summary>
    public async ValueTask WithdrawAsync(string topic, CancellationToken ct)
    {
        // The round ends any that began before the change, with the locks it still asks for, and makes the topic unknown.
        Task given;
        try
        {
            await rebalancer.RunNowAsync(ct).ConfigureAwait(false);
        }
        finally
        {
            given = GiveUpAsync(topic);
        }

        await WaitForHandlersAsync(given, ct).ConfigureAwait(false);
        // The Java client leaves this to the next heartbeat; until then the broker counts this member as a reader of the topic.
        await context.Session.SendHeartbeatAsync(ct).ConfigureAwait(false);
    }

    // Also when nobody waits for it any more. The last commits need the route, so that it is kept until they are made.
    private async Task GiveUpAsync(string topic)
    {
        await assignments.ReleaseTopicAsync(topic).ConfigureAwait(false);
        context.Session.Routes.Untrack(topic);
    }

    // A handler would wait for itself.
    private Task WaitForHandlersAsync(Task released, CancellationToken ct) =>
        context.IsInHandler ? Task.CompletedTask : released.WaitAsync(ct);
}
