using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using RocketMq.Consuming;
using RocketMq.Protocol;

namespace RocketMq.Rebalancing;

/// <summary>Computes the share of this member: all queues when the group broadcasts, else what the strategy gives it.</summary>
internal sealed partial class MemberShare(ConsumerContext context)
{
    private readonly GroupMembers _members = new(context.Session, context.Settings.Group);

    /// <summary>The queues of a topic that this member should have.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="all">Its readable queues, in order; not empty.</param>
    /// <param name="ct">Stops waiting.</param>
    /// <returns>Null when the share is unknown, because the brokers do not list this client as a member.</returns>
    public async ValueTask<HashSet<MessageQueue>?> FindAsync(string topic, ImmutableArray<MessageQueue> all, CancellationToken ct)
    {
        if (context.Settings.IsBroadcasting)
            return [.. all];

        IReadOnlyList<string> members = await _members.GetAsync(topic, ct).ConfigureAwait(false);
        if (!members.Contains(context.Session.ClientId, StringComparer.Ordinal))
        {
            // The broker does not list this client (yet, or any more): an empty share would be wrong, so keep what is owned and introduce it again.
            Log.NotAMember(context.Logger, context.Session.ClientId, context.Settings.Group);
            await context.Session.SendHeartbeatAsync(ct).ConfigureAwait(false);
            return null;
        }

        return Check(
            context.Settings.AllocationStrategy.Allocate(context.Settings.Group, context.Session.ClientId, all, members),
            topic,
            all
        );
    }

    // A strategy may be the user's, or name queues by configuration: what the topic does not have cannot be read. Queues of other topics are theirs.
    private HashSet<MessageQueue> Check(IReadOnlyList<MessageQueue> allocated, string topic, ImmutableArray<MessageQueue> all)
    {
        HashSet<MessageQueue> share = [.. allocated];
        share.IntersectWith(all);
        foreach (MessageQueue stranger in allocated.Where(queue => queue.Topic == topic && !share.Contains(queue)))
            Log.NoSuchQueue(context.Logger, context.Settings.AllocationStrategy.Name, stranger);

        return share;
    }

    private static partial class Log
    {
        [LoggerMessage(
            2723,
            LogLevel.Warning,
            "The broker does not list client {ClientId} in group {Group}; sending it a heartbeat and trying again."
        )]
        public static partial void NotAMember(ILogger logger, string clientId, string group);

        [LoggerMessage(
            2725,
            LogLevel.Warning,
            "Allocation strategy {Strategy} assigned {Queue}, which its topic does not have; it is left out."
        )]
        public static partial void NoSuchQueue(ILogger logger, string strategy, MessageQueue queue);
    }
}
