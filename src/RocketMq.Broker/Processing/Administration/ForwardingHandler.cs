using RocketMq.Broker.Groups;
using RocketMq.Protocol;
using RocketMq.Transport;

namespace RocketMq.Broker.Processing.Administration;

/// <summary>Passes a tool's question about a running consumer on to that consumer, and its answer back: its state (307), a message to handle (309).</summary>
internal sealed class ForwardingHandler(ConsumerGroups consumers, DirectMessages messages) : IRequestHandler
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public IReadOnlyList<RequestCode> Codes { get; } = [RequestCode.GetConsumerRunningInfo, RequestCode.ConsumeMessageDirectly];

    public ValueTask HandleAsync(RequestContext context) =>
        context.Code == RequestCode.GetConsumerRunningInfo ? AskForStateAsync(context) : HandOverAsync(context);

    private ValueTask AskForStateAsync(RequestContext context)
    {
        var header = context.Request.ReadHeader<GetConsumerRunningInfoRequestHeader>();
        var group = header.ConsumerGroup.ToString();
        // The frame's memory may be gone by the time the request is written; the copy is not.
        return ForwardAsync(context, group, header.ClientId, header with { ConsumerGroup = group }, default);
    }

    private ValueTask HandOverAsync(RequestContext context)
    {
        var header = context.Request.ReadHeader<ConsumeMessageDirectlyRequestHeader>();
        if (messages.TryFind(header, out var forwarded, out var record, out var fault))
            return ForwardAsync(context, forwarded.ConsumerGroup.ToString(), forwarded.ClientId, forwarded, record);

        context.Reply(ResponseCode.SystemError, fault);
        return ValueTask.CompletedTask;
    }

    private async ValueTask ForwardAsync<THeader>(
        RequestContext context,
        string group,
        string? clientId,
        THeader header,
        ReadOnlyMemory<byte> body
    )
        where THeader : struct, IRequestHeader<THeader>
    {
        var member = consumers.Find(group)?.Members().FirstOrDefault(member => member.ClientId == clientId);
        if (member is null)
        {
            context.Reply(ResponseCode.SystemError, $"The Consumer <{group}> <{clientId}> not online");
            return;
        }
        try
        {
            using var answer = await member.Channel.Connection.RequestAsync(header, body, Patience).ConfigureAwait(false);
            context.Reply(answer.Code, answer.Remark, answer.Body.Span);
        }
        catch (RemotingException failure)
        {
            context.Reply(ResponseCode.ConsumeMessageTimeout, $"The consumer <{group}> <{clientId}> did not answer: {failure.Message}");
        }
    }
}
