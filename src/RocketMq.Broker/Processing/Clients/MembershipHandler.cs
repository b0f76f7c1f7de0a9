using RocketMq.Broker.Groups;
using RocketMq.Protocol;
using RocketMq.Transport;

namespace RocketMq.Broker.Processing.Clients;

/// <summary>Who is in a group (38), and leaving one (35).</summary>
internal sealed class MembershipHandler(ConsumerGroups consumers, ProducerGroups producers) : IRequestHandler
{
    public IReadOnlyList<RequestCode> Codes { get; } = [RequestCode.GetConsumerListByGroup, RequestCode.UnregisterClient];

    public ValueTask HandleAsync(RequestContext context)
    {
        if (context.Code == RequestCode.GetConsumerListByGroup)
            List(context);
        else
            Unregister(context);
        return ValueTask.CompletedTask;
    }

    private void List(RequestContext context)
    {
        var header = context.Request.ReadHeader<GetConsumerListByGroupRequestHeader>();
        var members = consumers.Find(header.ConsumerGroup.ToUtf8().Span)?.Members() ?? [];
        if (members.Count == 0)
        {
            context.Reply(ResponseCode.SystemError, $"no consumer for this group, {header.ConsumerGroup}");
            return;
        }
        var ids = new ConsumerIdList { ConsumerIds = [.. members.Select(member => member.ClientId).Distinct()] };
        context.Reply(ResponseCode.Success, body: ids.ToUtf8Bytes());
    }

    private void Unregister(RequestContext context)
    {
        var header = context.Request.ReadHeader<UnregisterClientRequestHeader>();
        var channel = ClientChannel.Of(context.Connection);
        if (!header.ProducerGroup.IsEmpty)
            producers.Unregister(header.ProducerGroup.ToString(), channel);
        if (!header.ConsumerGroup.IsEmpty)
            consumers.Unregister(header.ConsumerGroup.ToString(), channel);
        context.Reply(ResponseCode.Success);
    }
}
