using RocketMq.Broker.Filtering;
using RocketMq.Protocol;
using RocketMq.Transport;

namespace RocketMq.Broker.Processing.Clients;

/// <summary>Judges a subscription before a client starts with it (46), so that a wrong expression is found there and not by the first pull.</summary>
internal sealed class ClientConfigHandler(bool enableSqlFilters) : IRequestHandler
{
    public IReadOnlyList<RequestCode> Codes { get; } = [RequestCode.CheckClientConfig];

    public ValueTask HandleAsync(RequestContext context)
    {
        var request = CheckClientConfigBody.Parse(context.Request.Body.Span);
        if (request.SubscriptionData is not { ExpressionType: not (null or "" or TagExpression.TypeName) } subscription)
            context.Reply(ResponseCode.Success);
        else if (!enableSqlFilters)
            context.Reply(ResponseCode.SystemError, Remarks.SqlUnsupported);
        else if (CompiledFilter.Of(subscription.ExpressionType, subscription.SubString) is { Filter: null } failed)
            context.Reply(ResponseCode.SubscriptionParseFailed, failed.Problem);
        else
            context.Reply(ResponseCode.Success);
        return ValueTask.CompletedTask;
    }
}
