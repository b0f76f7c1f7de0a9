using System.Globalization;
using RocketMq.Broker.Storage;
using RocketMq.Protocol;
using RocketMq.Transport;

namespace RocketMq.Broker.Processing.Administration;

/// <summary>Hands out one record by its physical offset, which is part of its offset message id (33).</summary>
internal sealed class ViewMessageHandler(MessageStore store) : IRequestHandler
{
    public IReadOnlyList<RequestCode> Codes { get; } = [RequestCode.ViewMessageById];

    public ValueTask HandleAsync(RequestContext context)
    {
        var offset = context.Request.ReadHeader<ViewMessageRequestHeader>().Offset;
        if (store.TryReadAt(offset, out var record))
            context.Reply(ResponseCode.Success, body: record.Memory.Span);
        else
            context.Reply(
                ResponseCode.SystemError,
                string.Create(CultureInfo.InvariantCulture, $"can not find message by the offset, {offset}")
            );
        return ValueTask.CompletedTask;
    }
}
