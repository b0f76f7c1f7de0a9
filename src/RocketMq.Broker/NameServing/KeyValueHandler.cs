using System.Collections.Concurrent;
using RocketMq.Broker.Processing;
using RocketMq.Protocol;
using RocketMq.Transport;

namespace RocketMq.Broker.NameServing;

/// <summary>The name server's key-value table (100, 101, 102, 219), by which tools keep order configurations.</summary>
internal sealed class KeyValueHandler : IRequestHandler
{
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, string>> _namespaces = new(StringComparer.Ordinal);

    public IReadOnlyList<RequestCode> Codes { get; } =
    [
        RequestCode.PutKeyValueConfig,
        RequestCode.GetKeyValueConfig,
        RequestCode.DeleteKeyValueConfig,
        RequestCode.GetKeyValueListByNamespace,
    ];

    public ValueTask HandleAsync(RequestContext context)
    {
        switch (context.Code)
        {
            case RequestCode.PutKeyValueConfig:
                Put(context);
                break;
            case RequestCode.GetKeyValueConfig:
                Get(context);
                break;
            case RequestCode.DeleteKeyValueConfig:
                Delete(context);
                break;
            default:
                List(context);
                break;
        }
        return ValueTask.CompletedTask;
    }

    private void Put(RequestContext context)
    {
        var header = context.Request.ReadHeader<PutKeyValueConfigRequestHeader>();
        if (header is not { Namespace: { } space, Key: { } key })
        {
            context.Reply(ResponseCode.SystemError, "namespace or key is null");
            return;
        }
        _namespaces.GetOrAdd(space, static _ => new(StringComparer.Ordinal))[key] = header.Value ?? "";
        context.Reply(ResponseCode.Success);
    }

    private void Get(RequestContext context)
    {
        var header = context.Request.ReadHeader<GetKeyValueConfigRequestHeader>();
        if (_namespaces.TryGetValue(header.Namespace ?? "", out var pairs) && pairs.TryGetValue(header.Key ?? "", out var value))
            context.Reply(ResponseCode.Success, new GetKeyValueConfigResponseHeader { Value = value });
        else
            context.Reply(ResponseCode.QueryNotFound, $"No config item, Namespace: {header.Namespace} Key: {header.Key}");
    }

    private void Delete(RequestContext context)
    {
        var header = context.Request.ReadHeader<DeleteKeyValueConfigRequestHeader>();
        if (_namespaces.TryGetValue(header.Namespace ?? "", out var pairs))
            pairs.TryRemove(header.Key ?? "", out _);
        context.Reply(ResponseCode.Success);
    }

    private void List(RequestContext context)
    {
        var space = context.Request.ReadHeader<GetKeyValueListByNamespaceRequestHeader>().Namespace ?? "";
        if (_namespaces.TryGetValue(space, out var pairs))
            context.Reply(ResponseCode.Success, body: new KeyValueTable { Table = pairs }.ToUtf8Bytes());
        else
            context.Reply(ResponseCode.QueryNotFound, $"No config item, Namespace: {space}");
    }
}
