using RocketMq.Protocol;
using RocketMq.Transport;

namespace RocketMq.Broker.Processing.Clients;

/// <summary>Judges a subscription before a client starts with it (46): tags are fine, SQL92 is not evaluated here.</summary>
internal sealed class ClientConfigHandler : IRequestHandler
{
    public IReadOnlyList<RequestCode> Codes { get; } = [RequestCode.CheckClientConfig];

    public ValueTask HandleAsync(RequestContext context)
    {
        var request = CheckClientConfigBody.Parse(context.Request.Body.Span);
        if (request.SubscriptionData is { ExpressionType: not (null or "" or "TAG") })
            context.Reply(ResponseCode.SystemError, Remarks.SqlUnsupported);
        else
            context.Reply(ResponseCode.Success);
        return ValueTask.CompletedTask;
    }
}
