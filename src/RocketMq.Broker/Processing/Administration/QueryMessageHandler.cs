using System.Text;
using RocketMq.Broker.Storage.Indexing;
using RocketMq.Protocol;
using RocketMq.Transport;

namespace RocketMq.Broker.Processing.Administration;

/// <summary>Finds records by key or unique id (12). Limits and remarks are those of a 5.3 broker (broker reference 3.6, 4.14).</summary>
internal sealed class QueryMessageHandler(KeyIndex index) : IRequestHandler
{
    private const int MostByKey = 64;
    private const int MostByUniqueKey = 32;

    public IReadOnlyList<RequestCode> Codes { get; } = [RequestCode.QueryMessage];

    /// <summary>Off the connection's read loop: the first query after many messages reads all of them.</summary>
    public async ValueTask HandleAsync(RequestContext context)
    {
        var query = Read(context.Request.ReadHeader<QueryMessageRequestHeader>());
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var found = index.Find(query);
        if (found.Count == 0)
        {
            context.Reply(
                ResponseCode.QueryNotFound,
                default(QueryMessageResponseHeader),
                remark: "can not find message, maybe time range not correct"
            );
            return;
        }
        using var body = new GrowableBuffer();
        foreach (var record in found)
            body.Write(record.Memory.Span);
        context.Reply(
            ResponseCode.Success,
            new QueryMessageResponseHeader
            {
                IndexLastUpdateTimestamp = found[^1].StoreTimestamp,
                IndexLastUpdatePhysicalOffset = found[^1].CommitLogOffset,
            },
            body.WrittenSpan
        );
    }

    private static KeyQuery Read(in QueryMessageRequestHeader header) =>
        new(
            header.Topic.ToUtf8().ToArray(),
            Encoding.UTF8.GetBytes(header.Key ?? ""),
            header.UniqueKeyQuery == true ? MostByUniqueKey : Math.Clamp(header.MaxCount, 0, MostByKey),
            header.BeginTimestamp,
            header.EndTimestamp
        );
}
