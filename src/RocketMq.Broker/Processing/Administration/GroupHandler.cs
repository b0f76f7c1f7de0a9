using RocketMq.Broker.Groups;
using RocketMq.Protocol;
using RocketMq.Transport;

namespace RocketMq.Broker.Processing.Administration;

/// <summary>Creates or changes (200) and deletes (207) consumer groups.</summary>
internal sealed class GroupHandler(SubscriptionGroups groups, ConsumerOffsets offsets) : IRequestHandler
{
    public IReadOnlyList<RequestCode> Codes { get; } = [RequestCode.CreateSubscriptionGroup, RequestCode.DeleteSubscriptionGroup];

    public ValueTask HandleAsync(RequestContext context)
    {
        if (context.Code == RequestCode.CreateSubscriptionGroup)
            Put(context);
        else
            Delete(context);
        return ValueTask.CompletedTask;
    }

    private void Put(RequestContext context)
    {
        var group = SubscriptionGroupConfig.Parse(context.Request.Body.Span);
        if (!TopicRules.IsValidGroup(group.GroupName, out var reason))
        {
            context.Reply(ResponseCode.InvalidParameter, reason);
            return;
        }
        groups.Put(group);
        context.Reply(ResponseCode.Success);
    }

    private void Delete(RequestContext context)
    {
        var header = context.Request.ReadHeader<DeleteSubscriptionGroupRequestHeader>();
        var name = header.GroupName ?? "";
        groups.Remove(name);
        if (header.CleanOffset)
            offsets.RemoveGroup(name);
        context.Reply(ResponseCode.Success);
    }
}
