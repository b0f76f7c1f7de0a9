using System.Collections.Frozen;
using System.Globalization;
using RocketMq.Protocol;
using RocketMq.Transport;

namespace RocketMq.Broker.Processing;

/// <summary>Hands each request to the handler of its code; a code without one is answered as unsupported (broker reference 1.2).</summary>
internal sealed class RequestRegistry(IEnumerable<IRequestHandler> handlers) : IRequestProcessor
{
    private readonly FrozenDictionary<int, IRequestHandler> _handlers = handlers
        .SelectMany(static handler => handler.Codes.Select(code => KeyValuePair.Create((int)code, handler)))
        .ToFrozenDictionary();

    public ValueTask ProcessAsync(RequestContext context)
    {
        var code = context.Request.Code;
        if (_handlers.TryGetValue(code, out var handler))
            return handler.HandleAsync(context);
        context.Reply(
            ResponseCode.RequestCodeNotSupported,
            string.Create(CultureInfo.InvariantCulture, $" request type {code} not supported")
        );
        return ValueTask.CompletedTask;
    }
}
