using RocketMq.Protocol;
using RocketMq.Routing;
using RocketMq.Sessions;

namespace RocketMq;

/// <summary>Creates and deletes topics on the brokers and name servers of a cluster.</summary>
internal sealed class TopicAdministration(ClientSession session, BrokerCalls brokers)
{
    // Brokers tell the name servers about a new topic at once, but not before they answer.
    private static readonly TimeSpan RoutePollInterval = TimeSpan.FromMilliseconds(50);

    public async ValueTask CreateAsync(TopicSpecification topic, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(topic);
        ObjectDisposedException.ThrowIf(session.IsDisposed, typeof(RocketMqClient));
        Check(topic);
        topic = InNamespace(topic);
        IReadOnlyList<string> names = await FindBrokersAsync(topic, cancellationToken).ConfigureAwait(false);
        foreach (string name in names)
            await CreateOnAsync(name, topic, cancellationToken).ConfigureAwait(false);
        await WaitForRouteAsync(topic.Name, names, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DeleteAsync(string topic, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(topic);
        ObjectDisposedException.ThrowIf(session.IsDisposed, typeof(RocketMqClient));
        TopicRoute route =
            await session.Routes.TryRefreshAsync(topic, cancellationToken).ConfigureAwait(false)
            ?? throw RouteErrors.NotFound(topic, session.NameServers.Servers);
        string request = $"to delete topic '{topic}'";
        foreach (BrokerData broker in route.Data.BrokerDatas.Where(HasMaster))
            await brokers
                .AskAsync(
                    broker.BrokerName,
                    new DeleteTopicRequestHeader { Topic = topic },
                    request,
                    response => RequireSuccess(response.Code, response.Remark, broker.BrokerName, request),
                    cancellationToken
                )
                .ConfigureAwait(false);
        await session
            .NameServers.TellAllAsync(new DeleteTopicFromNameServerRequestHeader { Topic = topic }, request, cancellationToken)
            .ConfigureAwait(false);
        session.Routes.Forget(topic);
    }

    private TopicSpecification InNamespace(TopicSpecification topic) =>
        new(session.Settings.Names.Wrap(topic.Name))
        {
            ReadQueues = topic.ReadQueues,
            WriteQueues = topic.WriteQueues,
            IsReadable = topic.IsReadable,
            IsWritable = topic.IsWritable,
            BrokerName = topic.BrokerName,
            Cluster = topic.Cluster,
        };

    private static void Check(TopicSpecification topic)
    {
        if (!TopicRules.IsValidTopic(topic.Name, out string? reason))
            throw new ArgumentException($"Topic '{topic.Name}' cannot be created: {reason}", nameof(topic));
        if (TopicRules.IsSystemTopic(topic.Name))
            throw new ArgumentException($"Topic '{topic.Name}' cannot be created: RocketMQ uses it itself.", nameof(topic));
        int readQueues = topic.ReadQueues ?? topic.WriteQueues;
        if (readQueues < 1 || topic.WriteQueues < 1)
            throw new ArgumentException(
                $"Topic '{topic.Name}' cannot have {readQueues} read and {topic.WriteQueues} write queues; both must be 1 or more.",
                nameof(topic)
            );
        if (readQueues < topic.WriteQueues && topic.IsWritable)
            throw new ArgumentException(
                $"Topic '{topic.Name}' cannot have fewer read queues ({readQueues}) than write queues ({topic.WriteQueues}): nobody would "
                    + "read what is sent to the others. Leave ReadQueues out, or lower WriteQueues first and ReadQueues when all has been consumed.",
                nameof(topic)
            );
    }

    private async ValueTask<IReadOnlyList<string>> FindBrokersAsync(TopicSpecification topic, CancellationToken cancellationToken)
    {
        ClusterInfo cluster =
            await session
                .NameServers.AskAsync(
                    default(GetBrokerClusterInfoRequestHeader),
                    "which brokers the cluster has",
                    static response => ClusterInfo.Parse(response.Body.Span),
                    cancellationToken
                )
                .ConfigureAwait(false)
            ?? new ClusterInfo();
        BrokerData[] chosen =
        [
            .. cluster
                .BrokerAddrTable.Values.Where(HasMaster)
                .Where(broker => topic.BrokerName is null || topic.BrokerName == broker.BrokerName)
                .Where(broker => topic.Cluster is null || topic.Cluster == broker.Cluster),
        ];
        if (chosen.Length == 0)
            throw new RocketMqException(
                RocketMqErrorReason.BrokerNotFound,
                $"Topic '{topic.Name}' cannot be created: the name server(s) {string.Join(", ", session.NameServers.Servers)} know no master of "
                    + $"broker '{topic.BrokerName ?? "*"}' in cluster '{topic.Cluster ?? "*"}'. Known brokers: "
                    + $"{string.Join(", ", cluster.BrokerAddrTable.Keys.DefaultIfEmpty("none"))}.",
                isTransient: true
            );
        session.Brokers.Merge(chosen);
        return [.. chosen.Select(broker => broker.BrokerName)];
    }

    private ValueTask<bool> CreateOnAsync(string brokerName, TopicSpecification topic, CancellationToken cancellationToken)
    {
        string request = $"to create topic '{topic.Name}'";
        TopicPermissions permissions =
            (topic.IsReadable ? TopicPermissions.Read : TopicPermissions.None)
            | (topic.IsWritable ? TopicPermissions.Write : TopicPermissions.None);
        CreateTopicRequestHeader header = new()
        {
            Topic = topic.Name,
            DefaultTopic = TopicRules.AutoCreateTopic,
            ReadQueueNums = topic.ReadQueues ?? topic.WriteQueues,
            WriteQueueNums = topic.WriteQueues,
            Permission = (int)permissions,
            TopicFilterType = "SINGLE_TAG",
            TopicSysFlag = 0,
            Order = false,
        };
        return brokers.AskAsync(
            brokerName,
            header,
            request,
            response => RequireSuccess(response.Code, response.Remark, brokerName, request),
            cancellationToken
        );
    }

    // Without this, a send right after the creation could still be told that there is no route.
    private async ValueTask WaitForRouteAsync(string topic, IReadOnlyList<string> brokerNames, CancellationToken cancellationToken)
    {
        session.Routes.ForgetMissing(topic);
        long start = session.Time.GetTimestamp();
        while (true)
        {
            TopicRoute? route = await session.Routes.TryRefreshAsync(topic, cancellationToken).ConfigureAwait(false);
            if (route is not null && brokerNames.All(name => route.Data.QueueDatas.Any(queues => queues.BrokerName == name)))
                return;
            if (session.Time.GetElapsedTime(start) >= session.Settings.RequestTimeout)
                throw RouteErrors.NotFound(topic, session.NameServers.Servers);
            await Task.Delay(RoutePollInterval, session.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    private static bool HasMaster(BrokerData broker) => broker.BrokerAddrs.ContainsKey(Broker.MasterId);

    private static bool RequireSuccess(ResponseCode code, string? remark, string brokerName, string request) =>
        code == ResponseCode.Success ? true : throw new BrokerException(code, remark, brokerName, request);
}
