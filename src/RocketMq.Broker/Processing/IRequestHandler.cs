using RocketMq.Protocol;
using RocketMq.Transport;

namespace RocketMq.Broker.Processing;

/// <summary>Answers one family of requests. Called on a connection's read loop: must not block; an exception becomes a SYSTEM_ERROR answer.</summary>
internal interface IRequestHandler
{
    IReadOnlyList<RequestCode> Codes { get; }

    ValueTask HandleAsync(RequestContext context);
}
