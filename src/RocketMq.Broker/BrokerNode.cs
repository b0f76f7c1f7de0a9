using System.Net;
using Microsoft.Extensions.Logging;
using RocketMq.Broker.Delivery;
using RocketMq.Broker.Groups;
using RocketMq.Broker.NameServing;
using RocketMq.Broker.Processing;
using RocketMq.Broker.Processing.Administration;
using RocketMq.Broker.Processing.Clients;
using RocketMq.Broker.Processing.Consuming;
using RocketMq.Broker.Processing.Producing;
using RocketMq.Broker.Processing.Transactions;
using RocketMq.Broker.Scheduling;
using RocketMq.Broker.Security;
using RocketMq.Broker.Storage;
using RocketMq.Broker.Storage.Indexing;
using RocketMq.Broker.Topics;
using RocketMq.Broker.Transactions;
using RocketMq.Protocol;
using RocketMq.Transport;

namespace RocketMq.Broker;

/// <summary>The parts of one broker and its name server, put together. They outlive the listeners, so a killed broker comes back with its messages.</summary>
internal sealed class BrokerNode : IConnectionObserver, IDisposable
{
    /// <summary>Bytes that a record has beside body and properties: fixed fields, two IPv6 hosts and the longest topic.</summary>
    private const int RecordOverhead = 1024;

    private readonly DelayedDelivery _delays;
    private readonly TimerDelivery _timers;
    private readonly LongPolls _longPolls;
    private readonly ClientExpiry _expiry;
    private readonly OrderlyLocks _locks;
    private readonly ProducerGroups _producers = new();
    private readonly TransactionTable _transactionTable = new();
    private readonly TransactionLog _transactions;
    private readonly TransactionChecks _checks;

    public BrokerNode(BrokerSettings settings, IPEndPoint brokerEndPoint)
    {
        var identity = new BrokerIdentity(settings.ClusterName, settings.BrokerName, brokerEndPoint.ToString());
        var system = new SystemTopics(settings, DelayLevels.Count);
        Topics = new TopicTable(settings, system);
        foreach (var topic in settings.Topics)
            Topics.Put(TopicSettings.From(topic));
        var largestRecord = settings.MaxMessageSize + PropertiesText.MaxLength + RecordOverhead;
        var store = new MessageStore(Topics, settings.Time, brokerEndPoint, largestRecord, settings.MaxStoreBytes);
        var groups = new SubscriptionGroups(settings);
        Offsets = new ConsumerOffsets();
        Consumers = new ConsumerGroups(groups, new GroupNotices(settings.Loggers.CreateLogger<GroupNotices>()));
        _locks = new OrderlyLocks(settings.OrderlyLockExpiry, settings.Time);
        _longPolls = new LongPolls(settings.Time);
        _delays = new DelayedDelivery(store, Topics, settings);
        _transactions = new TransactionLog(store, Topics, _transactionTable, _delays, settings);
        var questions = new TransactionQuestions(_producers, settings.BrokerName, settings.Loggers.CreateLogger<TransactionQuestions>());
        _checks = new TransactionChecks(_transactionTable, _transactions, questions, store, settings);
        _timers = new TimerDelivery(store, Topics, settings, settings.Loggers.CreateLogger<TimerDelivery>());
        _expiry = new ClientExpiry(Consumers, _producers, settings);
        NameServer = new RequestRegistry([new RouteHandler(Topics, identity), new ClusterHandler(Topics, identity), new KeyValueHandler()]);
        var broker = new RequestRegistry([
            .. ProducingHandlers(settings, store, groups, brokerEndPoint),
            .. ConsumingHandlers(settings, store, groups),
            new HeartbeatHandler(Topics, groups, Consumers, _producers, settings.Time),
            new MembershipHandler(Consumers, _producers),
            new ClientConfigHandler(settings.EnableSqlFilters),
            new TopicHandler(Topics, Offsets),
            new GroupHandler(groups, Offsets),
            new ResetOffsetHandler(
                Topics,
                groups,
                Offsets,
                new ClientResets(Consumers, settings.Loggers.CreateLogger<ClientResets>()),
                settings
            ),
            new ClientOffsetsHandler(Consumers),
            new ViewMessageHandler(store),
            new QueryMessageHandler(new KeyIndex(store)),
            new ConfigTableHandler(Topics, groups),
            new StatisticsHandler(Topics, Offsets, Consumers, settings.BrokerName),
            new ConnectionsHandler(Consumers, _producers),
            new ForwardingHandler(Consumers, new DirectMessages(Topics, groups, store, settings.BrokerName)),
        ]);
        Broker = settings.Access is { } access ? new AccessGate(access, broker) : broker;
    }

    public IRequestProcessor Broker { get; }

    public IRequestProcessor NameServer { get; }

    public TopicTable Topics { get; }

    public ConsumerOffsets Offsets { get; }

    public ConsumerGroups Consumers { get; }

    /// <summary>How many half messages wait for a decision.</summary>
    public int PendingTransactions => _transactionTable.PendingCount;

    public void Resume()
    {
        _delays.Start();
        _checks.Start();
        _timers.Start();
    }

    /// <summary>What a broker forgets when its process dies: locks. What it keeps: messages, topics, groups, offsets.</summary>
    public void Suspend()
    {
        _checks.Stop();
        _delays.Stop();
        _timers.Stop();
        _locks.Clear();
    }

    public void OnOpened(RemotingConnection connection) => ClientChannel.Attach(connection);

    public void OnClosed(RemotingConnection connection, Exception? reason)
    {
        var channel = ClientChannel.Of(connection);
        Consumers.Remove(channel);
        _producers.Remove(channel);
    }

    public void Dispose()
    {
        _expiry.Dispose();
        _checks.Dispose();
        _delays.Dispose();
        _timers.Dispose();
        _longPolls.Dispose();
    }

    private IEnumerable<IRequestHandler> ProducingHandlers(
        BrokerSettings settings,
        MessageStore store,
        SubscriptionGroups groups,
        IPEndPoint storeHost
    )
    {
        var ids = new OffsetMessageIds(storeHost);
        var stamp = new PropertyStamp(
            settings.ClusterName,
            new UniqueIdGenerator(storeHost.Address, Environment.ProcessId, GetHashCode(), settings.Time)
        );
        var targets = new SendTargets(Topics, groups, _locks);
        var batches = new BatchAppender(store, stamp, ids, settings);
        yield return new SendHandler(targets, new SendAnswers(ids), batches, store, _delays, _timers, _transactions, stamp, settings);
        yield return new ReplyHandler(targets, ids, store, _producers, settings);
        yield return new RecallHandler(Topics, _timers, settings);
        yield return new SendBackHandler(Topics, groups, store, _delays, settings);
        yield return new EndTransactionHandler(_transactions, settings.Loggers.CreateLogger<EndTransactionHandler>());
    }

    private IEnumerable<IRequestHandler> ConsumingHandlers(BrokerSettings settings, MessageStore store, SubscriptionGroups groups)
    {
        var subscriptions = new PullSubscriptions(Consumers, settings.EnableSqlFilters);
        yield return new PullHandler(Topics, subscriptions, groups, Offsets, new QueueReader(store), _longPolls, settings.Time);
        yield return new ConsumerOffsetHandler(Topics, groups, Offsets);
        yield return new QueueBoundsHandler(Topics);
        yield return new OrderlyLockHandler(_locks);
    }
}
