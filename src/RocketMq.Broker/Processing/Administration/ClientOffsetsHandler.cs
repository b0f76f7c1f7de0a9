using RocketMq.Broker.Groups;
using RocketMq.Protocol;
using RocketMq.Transport;

namespace RocketMq.Broker.Processing.Administration;

/// <summary>Collects the offsets that the members of a group hold in memory (223), by asking each of them (221).</summary>
internal sealed class ClientOffsetsHandler(ConsumerGroups consumers) : IRequestHandler
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public IReadOnlyList<RequestCode> Codes { get; } = [RequestCode.InvokeBrokerToGetConsumerStatus];

    public async ValueTask HandleAsync(RequestContext context)
    {
        var header = context.Request.ReadHeader<GetConsumerStatusRequestHeader>();
        var group = header.Group.ToString();
        var wanted = header.ClientAddress;
        var question = new GetConsumerStatusRequestHeader { Group = group, Topic = header.Topic.ToString() };
        var members = (consumers.Find(group)?.Members() ?? []).Where(member => string.IsNullOrEmpty(wanted) || member.ClientId == wanted);
        var answers = await Task.WhenAll(members.Select(member => AskAsync(member, question))).ConfigureAwait(false);
        if (answers.Length == 0)
        {
            context.Reply(ResponseCode.SystemError, $"No Any Consumer online in the consumer group: [{group}]");
            return;
        }
        var table = new Dictionary<string, IReadOnlyDictionary<MessageQueue, long>>(StringComparer.Ordinal);
        foreach (var (clientId, offsets) in answers)
            if (offsets is not null)
                table[clientId] = offsets;
        context.Reply(ResponseCode.Success, body: new ConsumerStatusBody { ConsumerTable = table }.ToUtf8Bytes());
    }

    /// <summary>A member that does not answer is left out, as a real broker does.</summary>
    private static async Task<(string ClientId, IReadOnlyDictionary<MessageQueue, long>? Offsets)> AskAsync(
        GroupMember member,
        GetConsumerStatusRequestHeader question
    )
    {
        try
        {
            using var answer = await member.Channel.Connection.RequestAsync(question, default, Patience).ConfigureAwait(false);
            return (
                member.ClientId,
                answer.Code == ResponseCode.Success ? ConsumerStatusBody.Parse(answer.Body.Span).MessageQueueTable : null
            );
        }
        catch (RemotingException)
        {
            return (member.ClientId, null);
        }
    }
}
