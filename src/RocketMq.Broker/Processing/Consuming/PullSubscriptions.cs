using RocketMq.Broker.Filtering;
using RocketMq.Broker.Groups;
using RocketMq.Protocol;

namespace RocketMq.Broker.Processing.Consuming;

/// <summary>
/// What a pull is filtered by: the expression in its own header, or else the subscription of the group's last heartbeat.
/// Clients recover from the refusals by sending a heartbeat, so an unknown group must be refused and not answered empty.
/// </summary>
internal sealed class PullSubscriptions(ConsumerGroups consumers, bool enableSqlFilters)
{
    private readonly FilterCache _tagFilters = new(CompiledFilter.Tags);
    private readonly FilterCache _sqlFilters = new(CompiledFilter.Sql);

    public Refusal Resolve(
        in PullMessageRequestHeader header,
        SubscriptionGroupConfig group,
        out MessageFilter filter,
        out int forbiddenType
    )
    {
        forbiddenType = 0;
        if (((PullSystemFlags)header.SysFlag & PullSystemFlags.Subscription) != 0)
            return FromHeader(header, out filter);
        filter = TagFilter.All;
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
        return subscription.Version < header.SubscriptionVersion
            ? new Refusal(ResponseCode.SubscriptionNotLatest, Remarks.SubscriptionOutdated)
            : FromHeartbeat(subscription, out filter);
    }

    private Refusal FromHeartbeat(Subscription subscription, out MessageFilter filter)
    {
        filter = subscription.Compiled.Filter ?? TagFilter.All;
        if (subscription.Compiled.Filter is null)
            return new Refusal(ResponseCode.FilterDataNotExist, Remarks.FilterMissing(subscription.Compiled.Problem));
        return subscription.IsByTag || enableSqlFilters ? Refusal.None : new Refusal(ResponseCode.SystemError, Remarks.SqlUnsupported);
    }

    // A real broker sends everything when the expression of a pull does not compile, which no consumer can be glad of; here it is told.
    private Refusal FromHeader(in PullMessageRequestHeader header, out MessageFilter filter)
    {
        var type = header.ExpressionType;
        var expression = header.Subscription.ToUtf8().Span;
        var isByTag = type.IsEmpty || type.Equals("TAG"u8);
        var compiled =
            isByTag ? _tagFilters.Get(expression)
            : type.Equals("SQL92"u8) ? _sqlFilters.Get(expression)
            : CompiledFilter.Of(type.ToString(), header.Subscription.ToString());
        filter = compiled.Filter ?? TagFilter.All;
        if (!isByTag && !enableSqlFilters)
            return new Refusal(ResponseCode.SystemError, Remarks.SqlUnsupported);
        return compiled.Filter is null
            ? new Refusal(ResponseCode.SubscriptionParseFailed, Remarks.SubscriptionUnparsable(compiled.Problem))
            : Refusal.None;
    }
}
