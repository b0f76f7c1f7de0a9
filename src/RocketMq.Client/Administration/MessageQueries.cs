using RocketMq.Protocol;
using RocketMq.Routing;
using RocketMq.Sessions;
using RocketMq.Transport;

namespace RocketMq;

/// <summary>Finds stored messages on all brokers of a topic: by key, by unique id, by offset id.</summary>
internal sealed class MessageQueries(ClientSession session, BrokerCalls brokers)
{
    // Far above any broker's message limit, far below what a damaged record could ask for.
    private const int MaxBodySize = 64 * 1024 * 1024;

    // Enough for one id, which only a repeated send stores more than once; brokers allow no more.
    private const int MostOfOneId = 32;

    public async ValueTask<IReadOnlyList<ReceivedMessage>> ByKeyAsync(
        string topic,
        string key,
        int max,
        DateTimeOffset? begin,
        DateTimeOffset? end,
        CancellationToken cancellationToken
    )
    {
        QueryMessageRequestHeader header = new()
        {
            Topic = topic,
            Key = key,
            MaxCount = max,
            BeginTimestamp = begin?.ToUnixTimeMilliseconds() ?? 0,
            EndTimestamp = end?.ToUnixTimeMilliseconds() ?? long.MaxValue,
        };
        IReadOnlyList<string> masters = await FindMastersAsync(topic, cancellationToken).ConfigureAwait(false);
        IEnumerable<ReceivedMessage> found = await QueryAsync(masters, header, cancellationToken).ConfigureAwait(false);
        // A broker compares hashes of keys only, so other messages may be among those that it found.
        return [.. found.Where(message => message.Keys.Contains(key)).OrderBy(message => message.StoreTime).TakeLast(max)];
    }

    /// <summary>Takes the id as an offset id first and then as a unique id, as Java's <c>viewMessage</c> does: both can have 32 digits.</summary>
    public async ValueTask<ReceivedMessage?> FindAsync(string topic, string id, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> masters = await FindMastersAsync(topic, cancellationToken).ConfigureAwait(false);
        if (OffsetMessageId.TryParse(id, out OffsetMessageId offsetId))
        {
            foreach (string master in HoldersOf(offsetId, masters))
            {
                if (await ViewAsync(master, topic, id, offsetId.Offset, cancellationToken).ConfigureAwait(false) is { } viewed)
                    return viewed;
            }
        }
        return await ByUniqueIdAsync(masters, topic, id, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<ReceivedMessage?> ByUniqueIdAsync(
        IReadOnlyList<string> masters,
        string topic,
        string id,
        CancellationToken cancellationToken
    )
    {
        QueryMessageRequestHeader header = new()
        {
            Topic = topic,
            Key = id,
            MaxCount = MostOfOneId,
            EndTimestamp = long.MaxValue,
            UniqueKeyQuery = true,
        };
        IEnumerable<ReceivedMessage> found = await QueryAsync(masters, header, cancellationToken).ConfigureAwait(false);
        return found.Where(message => message.MessageId == id).MinBy(message => message.StoreTime);
    }

    private async ValueTask<IReadOnlyList<string>> FindMastersAsync(string topic, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(session.IsDisposed, typeof(RocketMqClient));
        TopicRoute route = await session.Routes.GetAsync(topic, cancellationToken).ConfigureAwait(false);
        return
        [
            .. route.Data.BrokerDatas.Where(broker => broker.BrokerAddrs.ContainsKey(Broker.MasterId)).Select(broker => broker.BrokerName),
        ];
    }

    private async ValueTask<IEnumerable<ReceivedMessage>> QueryAsync(
        IReadOnlyList<string> masters,
        QueryMessageRequestHeader header,
        CancellationToken cancellationToken
    )
    {
        string request = $"to find the messages of topic '{header.Topic}' with key '{header.Key}'";
        ReceivedMessage[][] answers = await Task.WhenAll(
                masters.Select(master =>
                    brokers
                        .AskAsync(
                            master,
                            header,
                            request,
                            response => ReadFound(response, master, header.Topic, request),
                            cancellationToken
                        )
                        .AsTask()
                )
            )
            .ConfigureAwait(false);
        return answers.SelectMany(static messages => messages);
    }

    // The id names the address of its broker. Where that is not one of the route's (a name, or another network) each is asked.
    private IEnumerable<string> HoldersOf(OffsetMessageId id, IReadOnlyList<string> masters)
    {
        RemotingEndPoint host = RemotingEndPoint.Parse(id.Host.ToString());
        string[] named =
        [
            .. masters.Where(master => session.Brokers.Find(master)?.Peers.Values.Any(peer => peer.EndPoint == host) == true),
        ];
        return named.Length > 0 ? named : masters;
    }

    private ValueTask<ReceivedMessage?> ViewAsync(string master, string topic, string id, long offset, CancellationToken cancellationToken)
    {
        string request = $"to show message {id} of topic '{topic}'";
        return brokers.AskAsync(
            master,
            new ViewMessageRequestHeader { Topic = topic, Offset = offset },
            request,
            response => ReadViewed(response, master, id, request),
            cancellationToken
        );
    }

    private ReceivedMessage[] ReadFound(RemotingResponse response, string master, Utf8Text topic, string request)
    {
        if (response.Code == ResponseCode.QueryNotFound)
            return [];
        if (response.Code != ResponseCode.Success)
            throw new BrokerException(response.Code, response.Remark, master, request);
        List<ReceivedMessage> messages = [];
        ReadOnlyMemory<byte> records = response.Body.ToArray();
        int position = 0;
        while (MessageRecordReader.TryRead(records, ref position, out MessageRecord record))
        {
            if (record.Topic == topic)
                messages.Add(ToMessage(record, master));
        }
        return [.. messages];
    }

    private ReceivedMessage? ReadViewed(RemotingResponse response, string master, string id, string request)
    {
        if (IsNotThere(response))
            return null;
        if (response.Code != ResponseCode.Success)
            throw new BrokerException(response.Code, response.Remark, master, request);
        int position = 0;
        return
            MessageRecordReader.TryRead(response.Body.ToArray(), ref position, out MessageRecord record)
            && string.Equals(record.OffsetMessageId, id, StringComparison.OrdinalIgnoreCase)
            ? ToMessage(record, master)
            : null;
    }

    // Brokers have no code of its own for it.
    private static bool IsNotThere(RemotingResponse response) =>
        response.Code == ResponseCode.SystemError && response.Remark?.StartsWith("can not find message", StringComparison.Ordinal) == true;

    private ReceivedMessage ToMessage(in MessageRecord record, string brokerName)
    {
        string topic = record.Topic.ToString();
        MessageQueue queue = new(topic, brokerName, record.QueueId);
        return new ReceivedMessage(record, queue, topic, record.GetDecompressedBody(MaxBodySize), tag: null, session.Settings.Names);
    }
}
