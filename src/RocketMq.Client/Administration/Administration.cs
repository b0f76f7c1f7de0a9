using RocketMq.Protocol;
using RocketMq.Routing;
using RocketMq.Sessions;
using RocketMq.Transport;

namespace RocketMq;

/// <summary>Topics, routes, offsets and stored messages of a cluster. Obtained from <see cref="RocketMqClient.Administration"/>; thread-safe.</summary>
/// <remarks>Every request takes at most <see cref="RocketMqClientOptions.RequestTimeout"/>; nothing is tried twice.</remarks>
public sealed class Administration
{
    private readonly ClientSession _session;
    private readonly BrokerCalls _brokers;
    private readonly TopicAdministration _topics;
    private readonly MessageQueries _messages;

    internal Administration(ClientSession session)
    {
        _session = session;
        _brokers = new BrokerCalls(session);
        _topics = new TopicAdministration(session, _brokers);
        _messages = new MessageQueries(session, _brokers);
    }

    /// <summary>Creates a topic on the master of every broker of the cluster, or changes it there, and waits until its route is known.</summary>
    /// <param name="topic">What to create.</param>
    /// <param name="cancellationToken">Stops waiting; brokers already asked keep the topic.</param>
    /// <exception cref="ArgumentException">The name or a number is not allowed.</exception>
    /// <exception cref="RocketMqException">No broker is there, or one refused (<see cref="BrokerException"/>) or did not answer.</exception>
    public ValueTask CreateTopicAsync(TopicSpecification topic, CancellationToken cancellationToken = default) =>
        _topics.CreateAsync(topic, cancellationToken);

    /// <summary>Deletes a topic on all brokers of its route, and its route on all name servers. What is in it is lost.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="RocketMqException">The topic has no route, or a server refused or did not answer.</exception>
    public ValueTask DeleteTopicAsync(string topic, CancellationToken cancellationToken = default) =>
        _topics.DeleteAsync(topic is null ? topic! : Names.Wrap(topic), cancellationToken);

    /// <summary>Asks a name server where a topic is.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="RocketMqException">The topic has no route (RouteNotFound), or no name server answers.</exception>
    public async ValueTask<TopicRouteInfo> GetRouteAsync(string topic, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(topic);
        ObjectDisposedException.ThrowIf(_session.IsDisposed, typeof(RocketMqClient));
        TopicRoute route =
            await _session.Routes.TryRefreshAsync(Names.Wrap(topic), cancellationToken).ConfigureAwait(false)
            ?? throw RouteErrors.NotFound(topic, _session.NameServers.Servers);
        BrokerInfo[] brokers =
        [
            .. route.Data.BrokerDatas.Select(broker => new BrokerInfo(
                broker.BrokerName,
                broker.Cluster,
                new Dictionary<long, string>(broker.BrokerAddrs)
            )),
        ];
        return new TopicRouteInfo(topic, brokers, Names.Unwrap(route.PublishQueues), Names.Unwrap(route.SubscribeQueues));
    }

    /// <summary>The offset of the oldest message that a queue still holds.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="RocketMqException">The queue's broker is not known, refused, or did not answer.</exception>
    public ValueTask<long> GetMinOffsetAsync(MessageQueue queue, CancellationToken cancellationToken = default)
    {
        string request = $"to tell the lowest offset of {queue}";
        return _brokers.AskAsync(
            queue,
            new GetMinOffsetRequestHeader { Topic = Names.Wrap(queue.Topic), QueueId = queue.QueueId },
            request,
            response => Require(response, queue, request).ReadHeader<GetMinOffsetResponseHeader>().Offset,
            cancellationToken
        );
    }

    /// <summary>The offset that the next message of a queue will get.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="RocketMqException">The queue's broker is not known, refused, or did not answer.</exception>
    public ValueTask<long> GetMaxOffsetAsync(MessageQueue queue, CancellationToken cancellationToken = default)
    {
        string request = $"to tell the highest offset of {queue}";
        return _brokers.AskAsync(
            queue,
            new GetMaxOffsetRequestHeader { Topic = Names.Wrap(queue.Topic), QueueId = queue.QueueId },
            request,
            response => Require(response, queue, request).ReadHeader<GetMaxOffsetResponseHeader>().Offset,
            cancellationToken
        );
    }

    /// <summary>The offset of the first message of a queue that was stored at a time or later.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="storedAt">The time, by the broker's clock; milliseconds count.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="RocketMqException">The queue's broker is not known, refused, or did not answer.</exception>
    public ValueTask<long> SearchOffsetAsync(MessageQueue queue, DateTimeOffset storedAt, CancellationToken cancellationToken = default)
    {
        string request = $"to search {queue} for {storedAt:O}";
        return _brokers.AskAsync(
            queue,
            new SearchOffsetRequestHeader
            {
                Topic = Names.Wrap(queue.Topic),
                QueueId = queue.QueueId,
                Timestamp = storedAt.ToUnixTimeMilliseconds(),
            },
            request,
            response => Require(response, queue, request).ReadHeader<SearchOffsetResponseHeader>().Offset,
            cancellationToken
        );
    }

    /// <summary>When the oldest message that a queue still holds was stored, by the broker's clock.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>null while the queue is empty.</returns>
    /// <exception cref="RocketMqException">The queue's broker is not known, refused, or did not answer.</exception>
    public ValueTask<DateTimeOffset?> GetEarliestStoreTimeAsync(MessageQueue queue, CancellationToken cancellationToken = default)
    {
        string request = $"to tell since when {queue} holds messages";
        return _brokers.AskAsync(
            queue,
            new GetEarliestMessageStoreTimeRequestHeader { Topic = Names.Wrap(queue.Topic), QueueId = queue.QueueId },
            request,
            response =>
                Require(response, queue, request).ReadHeader<GetEarliestMessageStoreTimeResponseHeader>().Timestamp
                    is >= 0
                        and var timestamp
                    ? DateTimeOffset.FromUnixTimeMilliseconds(timestamp)
                    : (DateTimeOffset?)null,
            cancellationToken
        );
    }

    /// <summary>Finds the messages of a topic that have a key (<see cref="Message.Keys"/>), on all of its brokers.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="key">The exact key.</param>
    /// <param name="max">How many at most, the newest; a broker returns no more than 64 whatever is asked for. 1 or more.</param>
    /// <param name="begin">The earliest store time, by the brokers' clocks; null for no limit.</param>
    /// <param name="end">The latest store time, by the brokers' clocks; null for no limit.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The messages in the order of their store times; empty if there is none. Brokers index messages shortly after storing them.</returns>
    /// <exception cref="ArgumentException">An argument is empty or out of range.</exception>
    /// <exception cref="RocketMqException">The topic has no route, or a broker refused or did not answer: nothing is returned in part.</exception>
    public ValueTask<IReadOnlyList<ReceivedMessage>> QueryMessagesAsync(
        string topic,
        string key,
        int max = 64,
        DateTimeOffset? begin = null,
        DateTimeOffset? end = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentException.ThrowIfNullOrEmpty(topic);
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        return _messages.ByKeyAsync(Names.Wrap(topic), key, max, begin, end, cancellationToken);
    }

    /// <summary>Finds one message by either of its ids.</summary>
    /// <param name="topic">The topic it was sent to.</param>
    /// <param name="id"><see cref="SendReceipt.OffsetMessageId"/> or <see cref="SendReceipt.MessageId"/>.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The message; null if no broker of the topic has it (any more), or <paramref name="id"/> is no id at all.</returns>
    /// <exception cref="ArgumentException">An argument is empty.</exception>
    /// <exception cref="RocketMqException">The topic has no route, or a broker refused or did not answer.</exception>
    public ValueTask<ReceivedMessage?> FindMessageAsync(string topic, string id, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(topic);
        ArgumentException.ThrowIfNullOrEmpty(id);
        return _messages.FindAsync(Names.Wrap(topic), id, cancellationToken);
    }

    /// <summary>The offset that a consumer group has committed for a queue: the next one it will read.</summary>
    /// <param name="group">The consumer group.</param>
    /// <param name="queue">The queue.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>null if the group has committed nothing for the queue.</returns>
    /// <exception cref="RocketMqException">The queue's broker is not known, refused, or did not answer.</exception>
    public ValueTask<long?> QueryConsumerOffsetAsync(string group, MessageQueue queue, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(group);
        string request = $"to tell what group '{group}' has committed for {queue}";
        return _brokers.AskAsync(
            queue,
            new QueryConsumerOffsetRequestHeader
            {
                ConsumerGroup = Names.Wrap(group),
                Topic = Names.Wrap(queue.Topic),
                QueueId = queue.QueueId,
                SetZeroIfNotFound = false,
            },
            request,
            response =>
                response.Code == ResponseCode.QueryNotFound
                    ? (long?)null
                    : Require(response, queue, request).ReadHeader<QueryConsumerOffsetResponseHeader>().Offset,
            cancellationToken
        );
    }

    private ResourceNames Names => _session.Settings.Names;

    private static RemotingResponse Require(RemotingResponse response, MessageQueue queue, string request) =>
        response.Code == ResponseCode.Success
            ? response
            : throw new BrokerException(response.Code, response.Remark, queue.BrokerName, request);
}
