using System.Text;
using RocketMq.Broker.Groups;
using RocketMq.Protocol;
using RocketMq.Transport;

namespace RocketMq.Broker.Processing.Administration;

/// <summary>The clients of a consumer group (203) or a producer group (204).</summary>
internal sealed class ConnectionsHandler(ConsumerGroups consumers, ProducerGroups producers) : IRequestHandler
{
    public IReadOnlyList<RequestCode> Codes { get; } = [RequestCode.GetConsumerConnectionList, RequestCode.GetProducerConnectionList];

    public ValueTask HandleAsync(RequestContext context)
    {
        if (context.Code == RequestCode.GetConsumerConnectionList)
            ReplyConsumers(context);
        else
            ReplyProducers(context);
        return ValueTask.CompletedTask;
    }

    private void ReplyConsumers(RequestContext context)
    {
        var name = context.Request.ReadHeader<GetConsumerConnectionListRequestHeader>().ConsumerGroup ?? "";
        if (consumers.Find(name) is not { } group)
        {
            context.Reply(ResponseCode.ConsumerNotOnline, $"the consumer group[{name}] not online");
            return;
        }
        var latest = group.Latest;
        var body = new ConsumerConnection
        {
            Connections = [.. group.Members().Select(Describe)],
            Subscriptions = group.Subscriptions.ToDictionary(subscription => subscription.Data.Topic, subscription => subscription.Data),
            ConsumeType = latest.ConsumeType,
            MessageModel = latest.MessageModel,
            ConsumeFromWhere = latest.ConsumeFromWhere,
        };
        context.Reply(ResponseCode.Success, body: body.ToUtf8Bytes());
    }

    private void ReplyProducers(RequestContext context)
    {
        var name = context.Request.ReadHeader<GetProducerConnectionListRequestHeader>().ProducerGroup ?? "";
        var members = producers.MembersOf(name);
        if (members.Count == 0)
        {
            context.Reply(ResponseCode.SystemError, $"the producer group[{name}] not exist");
            return;
        }
        context.Reply(ResponseCode.Success, body: new ProducerConnection { Connections = [.. members.Select(Describe)] }.ToUtf8Bytes());
    }

    private static ClientConnection Describe(GroupMember member) =>
        new()
        {
            ClientId = member.ClientId,
            ClientAddr = member.Channel.Address.ToString(),
            Language = Encoding.ASCII.GetString(LanguageNames.Get(member.Language)),
            Version = member.Version,
        };
}
