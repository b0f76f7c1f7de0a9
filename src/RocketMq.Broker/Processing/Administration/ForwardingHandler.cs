using RocketMq.Broker.Groups;
using RocketMq.Protocol;
using RocketMq.Transport;

namespace RocketMq.Broker.Processing.Administration;

/// <summary>Passes a tool's question about a running consumer on to that consumer, and its answer back (307).</summary>
internal sealed class ForwardingHandler(ConsumerGroups consumers) : IRequestHandler
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public IReadOnlyList<RequestCode> Codes { get; } = [RequestCode.GetConsumerRunningInfo];

    public async ValueTask HandleAsync(RequestContext context)
    {
        var header = context.Request.ReadHeader<GetConsumerRunningInfoRequestHeader>();
        var group = header.ConsumerGroup.ToString();
        // The frame's memory may be gone by the time the request is written; the copy is not.
        header = header with
        {
            ConsumerGroup = group,
        };
        var member = consumers.Find(group)?.Members().FirstOrDefault(member => member.ClientId == header.ClientId);
        if (member is null)
        {
            context.Reply(ResponseCode.SystemError, $"The Consumer <{group}> <{header.ClientId}> not online");
            return;
        }
        try
        {
            using var answer = await member.Channel.Connection.RequestAsync(header, default, Patience).ConfigureAwait(false);
            context.Reply(answer.Code, answer.Remark, answer.Body.Span);
        }
        catch (RemotingException failure)
        {
            context.Reply(
                ResponseCode.ConsumeMessageTimeout,
                $"The consumer <{group}> <{header.ClientId}> did not answer: {failure.Message}"
            );
        }
    }
}
