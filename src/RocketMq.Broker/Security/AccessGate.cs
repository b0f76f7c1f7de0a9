using System.Net;
using RocketMq.Transport;

namespace RocketMq.Broker.Security;

/// <summary>Lets only those requests through that access control permits; the others are answered here.</summary>
internal sealed class AccessGate(AccessControl control, IRequestProcessor inner) : IRequestProcessor
{
    public ValueTask ProcessAsync(RequestContext context)
    {
        var refusal = control.Check(context.Request, ((IPEndPoint)context.Connection.RemoteEndPoint).Address);
        if (!refusal.IsRefused)
            return inner.ProcessAsync(context);
        if (context.IsOneWay)
            context.Complete();
        else
            context.Reply(refusal.Code, refusal.Remark);
        return ValueTask.CompletedTask;
    }
}
