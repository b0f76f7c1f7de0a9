using RocketMq.Broker.Filtering;
using RocketMq.Broker.Groups;
using RocketMq.Protocol;

namespace RocketMq.Broker.Processing.Consuming;

/// <summary>
/// What a pull is filtered by: the expression in its own header, or else the subscription of the group's last heartbeat.
/// Clients recover from the refusals by sending a heartbeat, so an unknown group must be refused and not answered empty.
/// </summary>
internal sealed class PullSubscriptions(ConsumerGroups consumers, TagFilterCache filters)
{
    public Refusal Resolve(in PullMessageRequestHeader header, SubscriptionGroupConfig group, out TagFilter filter, out int forbiddenType)
    {
        forbiddenType = 0;
        filter = TagFilter.All;
        if (((PullSystemFlags)header.SysFlag & PullSystemFlags.Subscription) != 0)
            return FromHeader(header, out filter);
        var consumer = consumers.Find(header.ConsumerGroup.ToUtf8().Span);
        if (consumer is null)
            return new Refusal(ResponseCode.SubscriptionNotExist, Remarks.GroupUnknownToPull);
        if (!group.ConsumeBroadcastEnable && consumer.IsBroadcasting)
        {
            forbiddenType = ForbiddenResponseHeader.ByBroadcasting;
            return new Refusal(ResponseCode.NoPermission, $"the consumer group[{group.GroupName}] can not consume by broadcast way");
        }
        if (consumer.FindSubscription(header.Topic.ToUtf8().Span) is not { } subscription)
            return new Refusal(ResponseCode.SubscriptionNotExist, Remarks.SubscriptionUnknownToPull);
        if (subscription.Version < header.SubscriptionVersion)
            return new Refusal(ResponseCode.SubscriptionNotLatest, Remarks.SubscriptionOutdated);
        if (!subscription.IsByTag)
            return new Refusal(ResponseCode.SystemError, Remarks.SqlUnsupported);
        filter = subscription.Filter;
        return Refusal.None;
    }

    private Refusal FromHeader(in PullMessageRequestHeader header, out TagFilter filter)
    {
        filter = TagFilter.All;
        var type = header.ExpressionType;
        if (!type.IsEmpty && !type.Equals("TAG"u8))
            return new Refusal(ResponseCode.SystemError, Remarks.SqlUnsupported);
        filter = filters.Get(header.Subscription.ToUtf8().Span);
        return Refusal.None;
    }
}
