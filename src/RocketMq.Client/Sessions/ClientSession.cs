using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using RocketMq.Consuming;
using RocketMq.Producing;
using RocketMq.Protocol;
using RocketMq.Requesting;
using RocketMq.Routing;
using RocketMq.Tracing;
using RocketMq.Transport;

namespace RocketMq.Sessions;

/// <summary>
/// What the producers and consumers of one client share: routes, connections, heartbeats, and the requests that brokers send.
/// Does no IO before the first use.
/// </summary>
internal sealed class ClientSession : IAsyncDisposable
{
    /// <summary>The group in which the client itself sends, for example to retry topics; the Java client's name for it.</summary>
    public const string InnerProducerGroup = "CLIENT_INNER_PRODUCER";

    private readonly ConcurrentDictionary<string, ISessionProducer> _producers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ISessionConsumer> _consumers = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _closing = new();
    private readonly Lazy<Producer> _internalSender;
    private readonly Heartbeats _heartbeats;
    private readonly SessionLoops _loops;
    private readonly PeerFactory _peers;
    private long _registrations;
    private int _disposed;

    public ClientSession(ClientSettings settings)
    {
        Settings = settings;
        ConsumeHooks = new ConsumeHooks(
            settings.ConsumeHooks,
            settings.FilterMessageHooks,
            settings.LoggerFactory.CreateLogger("RocketMq.Hooks")
        );
        Hooks = new SendHooks(
            settings.SendHooks,
            settings.CheckForbiddenHooks,
            settings.EndTransactionHooks,
            settings.LoggerFactory.CreateLogger("RocketMq.Hooks")
        );
        Trace = settings.Trace is { } trace ? new TraceRecords(this, trace) : null;
        MessageIds = new UniqueIdGenerator(settings.ClientAddress, Environment.ProcessId, Random.Shared.Next(), settings.TimeProvider);
        _peers = new PeerFactory(settings, new ServerRequestDispatcher(this), OnBrokerConnected, OnBrokerLost);
        NameServers = new NameServerClient(settings, _peers.ToNameServer);
        Brokers = new BrokerDirectory(_peers.ToBroker);
        Routes = new RouteTable(NameServers, Brokers, settings, _closing.Token);
        Replies = new ReplyInbox(settings.TimeProvider, settings.LoggerFactory.CreateLogger("RocketMq.Requests"));
        _heartbeats = new Heartbeats(this);
        _loops = new SessionLoops(this, _closing.Token);
        _internalSender = new Lazy<Producer>(() => Producer.CreateInternal(this, new ProducerOptions { Group = InnerProducerGroup }));
        Routes.Changed += OnRouteChanged;
    }

    public string ClientId => Settings.ClientId;

    public ClientSettings Settings { get; }

    public TimeProvider Time => Settings.TimeProvider;

    public ILoggerFactory Loggers => Settings.LoggerFactory;

    public UniqueIdGenerator MessageIds { get; }

    public NameServerClient NameServers { get; }

    public RouteTable Routes { get; }

    public BrokerDirectory Brokers { get; }

    public IEnumerable<ISessionProducer> Producers => _producers.Values;

    public IEnumerable<ISessionConsumer> Consumers => _consumers.Values;

    public SendHooks Hooks { get; }

    public ConsumeHooks ConsumeHooks { get; }

    /// <summary>Collects the message trace; null when there is none.</summary>
    public TraceRecords? Trace { get; }

    /// <summary>The requests that wait for their replies.</summary>
    public ReplyInbox Replies { get; }

    /// <summary>Counts the registrations of producers and consumers.</summary>
    public long Registrations => Volatile.Read(ref _registrations);

    /// <summary>Sends on behalf of consumers; registered on first use.</summary>
    public Producer InternalSender => _internalSender.Value;

    public bool IsDisposed => Volatile.Read(ref _disposed) != 0;

    public ISessionProducer? FindProducer(string group) => _producers.GetValueOrDefault(group);

    public ISessionConsumer? FindConsumer(string group) => _consumers.GetValueOrDefault(group);

    /// <summary>Asks the master of a broker; the time limit includes connecting. The caller disposes the answer.</summary>
    /// <exception cref="RocketMqException">No known route names a master of that broker.</exception>
    /// <exception cref="RemotingException">No connection, no answer in time, or the connection broke.</exception>
    public ValueTask<RemotingResponse> CallBrokerAsync<THeader>(
        string brokerName,
        in THeader header,
        ReadOnlyMemory<byte> body,
        TimeSpan timeout,
        CancellationToken cancellationToken,
        RequestCode? code = null
    )
        where THeader : struct, IRequestHeader<THeader> =>
        Brokers.GetMaster(brokerName).RequestAsync(header, body, timeout, cancellationToken, code);

    /// <summary>Sends without an answer to the master of a broker; completes when the frame is staged.</summary>
    public ValueTask SendOneWayToBrokerAsync<THeader>(
        string brokerName,
        in THeader header,
        ReadOnlyMemory<byte> body,
        CancellationToken cancellationToken,
        RequestCode? code = null
    )
        where THeader : struct, IRequestHeader<THeader> =>
        Brokers.GetMaster(brokerName).SendOneWayAsync(header, body, Settings.RequestTimeout, cancellationToken, code);

    /// <summary>The name of a random broker that serves a topic, for questions that any of them can answer.</summary>
    public async ValueTask<string> GetAnyBrokerNameAsync(string topic, CancellationToken cancellationToken)
    {
        TopicRoute route = await Routes.GetAsync(topic, cancellationToken).ConfigureAwait(false);
        BrokerData[] candidates = [.. route.Data.BrokerDatas.Where(broker => broker.BrokerAddrs.ContainsKey(Broker.MasterId))];
        return candidates.Length == 0
            ? throw RouteErrors.NoWritableQueue(topic, NameServers.Servers)
            : candidates[Random.Shared.Next(candidates.Length)].BrokerName;
    }

    /// <exception cref="RocketMqException">The group is taken by another producer of this client.</exception>
    public void Register(ISessionProducer producer)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, typeof(RocketMqClient));
        if (!_producers.TryAdd(producer.Group, producer))
            throw SessionErrors.DuplicateGroup("producer", producer.Group);
        Interlocked.Increment(ref _registrations);
        _loops.Start();
        _heartbeats.SendSoon();
    }

    /// <exception cref="RocketMqException">The group is taken by another consumer of this client.</exception>
    public void Register(ISessionConsumer consumer)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, typeof(RocketMqClient));
        if (!_consumers.TryAdd(consumer.Group, consumer))
            throw SessionErrors.DuplicateGroup("consumer", consumer.Group);
        Interlocked.Increment(ref _registrations);
        _loops.Start();
        _heartbeats.SendSoon();
    }

    /// <summary>Takes a producer out of the heartbeats and tells the connected brokers.</summary>
    public ValueTask UnregisterAsync(ISessionProducer producer, CancellationToken cancellationToken) =>
        _producers.TryRemove(KeyValuePair.Create(producer.Group, producer))
            ? _heartbeats.UnregisterAsync(producer.Group, null, cancellationToken)
            : ValueTask.CompletedTask;

    /// <summary>Takes a consumer out of the heartbeats and tells the connected brokers.</summary>
    public ValueTask UnregisterAsync(ISessionConsumer consumer, CancellationToken cancellationToken) =>
        _consumers.TryRemove(KeyValuePair.Create(consumer.Group, consumer))
            ? _heartbeats.UnregisterAsync(null, consumer.Group, cancellationToken)
            : ValueTask.CompletedTask;

    /// <summary>Tells every broker in use, now, which groups this client has. A broker that fails is logged, not thrown.</summary>
    public ValueTask SendHeartbeatAsync(CancellationToken cancellationToken) => _heartbeats.SendToAllAsync(cancellationToken);

    /// <summary>Tells hooks and trace of a transaction's decision that is about to be sent.</summary>
    public void TellEndTransaction(EndTransactionHookContext decision)
    {
        Hooks.OnEndingTransaction(decision);
        Trace?.Add(decision);
    }

    /// <summary>Waits until a broker knows, on its present connection, which groups this client has.</summary>
    /// <inheritdoc cref="Heartbeats.IntroduceAsync" path="/exception"/>
    public ValueTask IntroduceAsync(RemotingPeer broker, TimeSpan timeout, CancellationToken cancellationToken) =>
        _heartbeats.IntroduceAsync(broker, timeout, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        if (Trace is not null)
            await Trace.DisposeAsync().ConfigureAwait(false);
        if (_internalSender.IsValueCreated)
            await _internalSender.Value.DisposeAsync().ConfigureAwait(false);
        Routes.Changed -= OnRouteChanged;
        await _closing.CancelAsync().ConfigureAwait(false);
        Replies.Dispose();
        await _loops.StopAsync().ConfigureAwait(false);
        await _heartbeats.DisposeAsync().ConfigureAwait(false);
        await Brokers.DisposeAsync().ConfigureAwait(false);
        await NameServers.DisposeAsync().ConfigureAwait(false);
        _closing.Dispose();
    }

    private void OnBrokerConnected(RemotingPeer peer)
    {
        _heartbeats.SendSoon(peer);
        foreach (ISessionConsumer consumer in _consumers.Values)
            consumer.RebalanceSoon();
    }

    private void OnBrokerLost(RemotingPeer peer)
    {
        foreach (ISessionConsumer consumer in _consumers.Values)
            consumer.OnBrokerLost(peer);
    }

    private void OnRouteChanged(string topic)
    {
        foreach (ISessionConsumer consumer in _consumers.Values)
            consumer.RebalanceSoon();
    }
}
