using System.Globalization;
using System.Text;
using RocketMq.Broker;
using RocketMq.Protocol;

namespace RocketMq.Testing;

/// <summary>
/// An embedded broker, a producer and members of one consumer group, each behind a <see cref="FaultProxy"/> of its own, and the <see cref="History"/> of what
/// they do. Thread-safe.
/// </summary>
public sealed class FaultCluster : IAsyncDisposable
{
    private static readonly TimeSpan VirtualRequestTimeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan StandingMoment = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan WatchInterval = TimeSpan.FromMilliseconds(500);

    private readonly Lock _gate = new();
    private readonly FaultClusterOptions _options;
    private readonly string _brokerName;
    private readonly VirtualTimeProvider? _virtualTime;
    private readonly List<ClusterMember> _members = [];
    private readonly RocketMqClient _producerClient;
    private readonly ITimer _watch;

    private FaultCluster(FaultClusterOptions options, EmbeddedBroker broker, string brokerName, VirtualTimeProvider? virtualTime)
    {
        _options = options;
        _brokerName = brokerName;
        _virtualTime = virtualTime;
        Broker = broker;
        History = new History(Time);
        ProducerProxy = FaultProxy.Start(broker.NameServerAddress, new() { Seed = options.Seed, TimeProvider = Time });
        _producerClient = CreateClient(ProducerProxy);
        Producer = _producerClient.CreateProducer(new() { Group = options.Group + "-producer" });
        _watch = Time.CreateTimer(_ => ReadCommits(), null, WatchInterval, WatchInterval);
    }

    /// <summary>The broker behind all proxies.</summary>
    public EmbeddedBroker Broker { get; }

    /// <summary>What happened so far.</summary>
    public History History { get; }

    /// <summary>Sends behind <see cref="ProducerProxy"/>.</summary>
    public Producer Producer { get; }

    /// <summary>What stands between the producer and the broker.</summary>
    public FaultProxy ProducerProxy { get; }

    /// <summary>The clock of everything in the cluster.</summary>
    public TimeProvider Time => _virtualTime ?? TimeProvider.System;

    /// <summary>The seed of everything that is left to chance.</summary>
    public int Seed => _options.Seed;

    /// <summary>Starts the broker and the producer.</summary>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <returns>The cluster, without members. Dispose it at the end.</returns>
    public static async ValueTask<FaultCluster> StartAsync(
        FaultClusterOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        FaultClusterOptions given = options ?? new();
        VirtualTimeProvider? time = given.UsesVirtualTime ? new VirtualTimeProvider() : null;
        EmbeddedBrokerOptions brokerOptions = new() { TimeProvider = time ?? TimeProvider.System };
        brokerOptions.Topics.Add(new TopicDefinition(given.Topic) { WriteQueues = given.Queues });
        given.ConfigureBroker?.Invoke(brokerOptions);
        EmbeddedBroker broker = await EmbeddedBroker.StartAsync(brokerOptions, cancellationToken).ConfigureAwait(false);
        return new FaultCluster(given, broker, brokerOptions.BrokerName, time);
    }

    /// <summary>Starts a member of the group that reads the topic from its beginning.</summary>
    /// <param name="name">Its name in the history.</param>
    /// <param name="handler">What it does with messages; null for nothing but success.</param>
    /// <param name="configure">Changes its options; null for none.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <returns>The member, started. It ends with the cluster at the latest.</returns>
    public async Task<ClusterMember> StartMemberAsync(
        string name,
        MessageHandler? handler = null,
        Action<PushConsumerOptions>? configure = null,
        CancellationToken cancellationToken = default
    )
    {
        ClusterMember member = CreateMember(name, handler, configure);
        await WaitAsync(member.Consumer.StartAsync(cancellationToken).AsTask(), $"{name} to start").ConfigureAwait(false);
        return member;
    }

    /// <summary>Creates a member without starting its consumer.</summary>
    /// <param name="name">Its name in the history.</param>
    /// <param name="handler">What it does with messages; null for nothing but success.</param>
    /// <param name="configure">Changes its options; null for none.</param>
    /// <returns>The member. It ends with the cluster at the latest.</returns>
    public ClusterMember CreateMember(string name, MessageHandler? handler = null, Action<PushConsumerOptions>? configure = null)
    {
        lock (_gate)
        {
            int seed = unchecked((_options.Seed * 31) + _members.Count + 1);
            FaultProxy proxy = FaultProxy.Start(Broker.NameServerAddress, new() { Seed = seed, TimeProvider = Time });
            RocketMqClient client = CreateClient(proxy);
            var member = new ClusterMember(name, proxy, client, History, Time);
            PushConsumerOptions options = new()
            {
                Group = _options.Group,
                From = ConsumeFrom.First,
                Orderly = _options.Orderly,
                MaxAttempts = _options.MaxAttempts,
                DrainTimeout = TimeSpan.FromSeconds(5),
            };
            options.Subscribe(_options.Topic);
            configure?.Invoke(options);
            PushConsumer consumer = client.CreatePushConsumer(options, member.Guard(History.Watch(name, handler)));
            History.Watch(name, consumer);
            member.Attach(consumer);
            _members.Add(member);
            return member;
        }
    }

    /// <summary>Sends numbered messages of some keys, those of a key one after another, each again and again until the broker confirms it.</summary>
    /// <param name="count">How many.</param>
    /// <param name="keys">Among how many keys they are dealt out, in turn.</param>
    /// <param name="senders">How many send beside each other, each for keys of its own.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A task that completes when all are confirmed.</returns>
    /// <remarks>A message whose send failed is followed by another with an id of its own, as the first may be stored all the same.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">There are more senders than keys, or less than one.</exception>
    public Task SendAsync(int count, int keys = 8, int senders = 1, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(senders, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(senders, keys);
        return Task.WhenAll(Enumerable.Range(0, senders).Select(sender => SendOwnAsync(sender, count, keys, senders, cancellationToken)));
    }

    /// <summary>Waits, and moves virtual time on meanwhile.</summary>
    /// <param name="task">What to wait for; its failure is thrown.</param>
    /// <param name="what">The same in words, for the failure.</param>
    /// <exception cref="TimeoutException">It took longer than <see cref="FaultClusterOptions.WaitLimit"/>; the message says what was waited for.</exception>
    public async Task WaitAsync(Task task, string what)
    {
        ArgumentNullException.ThrowIfNull(task);
        try
        {
            if (_virtualTime is { } time)
            {
                // Most waits need no time, only their turn on a busy machine: a clock that ran meanwhile would have requests time out.
                await Task.WhenAny(task, Task.Delay(StandingMoment, TimeProvider.System)).ConfigureAwait(false);
                await time.AdvanceUntilAsync(task, _options.Step, _options.WaitLimit).ConfigureAwait(false);
            }
            else
            {
                await task.WaitAsync(_options.WaitLimit, TimeProvider.System).ConfigureAwait(false);
            }
        }
        catch (TimeoutException) when (!task.IsCompleted)
        {
            throw new TimeoutException($"Waited {_options.WaitLimit} in vain for {what} (seed {Seed}).{Environment.NewLine}{Judge()}");
        }
    }

    /// <summary>Lets time pass: at once if it is virtual.</summary>
    /// <param name="duration">How much.</param>
    public Task PassAsync(TimeSpan duration) =>
        _virtualTime is { } time
            ? time.AdvanceUntilAsync(Task.Delay(duration, time), _options.Step, duration + _options.Step)
            : Task.Delay(duration, Time);

    /// <summary>Judges the history so far.</summary>
    /// <param name="rules">What must hold; null for what the group promises.</param>
    public HistoryVerdict Judge(IReadOnlyList<IHistoryRule>? rules = null)
    {
        ReadCommits();
        return HistoryChecker.Check(
            History,
            rules ?? (_options.Orderly ? HistoryRules.Orderly(_options.MaxAttempts) : HistoryRules.Concurrent(_options.MaxAttempts))
        );
    }

    /// <summary>Ends members, producer and broker.</summary>
    /// <returns>A task that completes when nothing of the cluster runs any more.</returns>
    public async ValueTask DisposeAsync()
    {
        await _watch.DisposeAsync().ConfigureAwait(false);
        await EndAsync([.. _members], "the members to end").ConfigureAwait(false);
        await EndAsync([Producer], "the producer to end").ConfigureAwait(false);
        await EndAsync([_producerClient, ProducerProxy], "the producer's client to end").ConfigureAwait(false);
        await Broker.DisposeAsync().ConfigureAwait(false);
    }

    private Task EndAsync(IEnumerable<IAsyncDisposable> disposables, string what) =>
        WaitAsync(Task.WhenAll(disposables.Select(each => each.DisposeAsync().AsTask())), what);

    private async Task SendOwnAsync(int sender, int count, int keys, int senders, CancellationToken cancellationToken)
    {
        for (int number = 0; number < count; number++)
        {
            int key = number % keys;
            if (key % senders == sender)
                await SendOneAsync(string.Create(CultureInfo.InvariantCulture, $"key-{key}"), number, cancellationToken)
                    .ConfigureAwait(false);
        }
    }

    private async Task SendOneAsync(string key, int number, CancellationToken cancellationToken)
    {
        while (true)
        {
            byte[] body = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{key}:{number}"));
            try
            {
                await History
                    .SendAsync(Producer, new Message(_options.Topic, body) { OrderKey = key }, QueueSelection.ByKey(key), cancellationToken)
                    .ConfigureAwait(false);
                return;
            }
            catch (RocketMqException failure) when (failure.IsTransient)
            {
                // As a program does that must not lose an order: again, with a new id, until it is confirmed.
                await Task.Delay(TimeSpan.FromMilliseconds(50), Time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private RocketMqClient CreateClient(FaultProxy proxy)
    {
        RocketMqClientOptions options = new()
        {
            NameServers = [proxy.NameServerAddress],
            TimeProvider = Time,
            OffsetCommitInterval = TimeSpan.FromSeconds(1),
            HeartbeatInterval = TimeSpan.FromSeconds(5),
        };
        // Virtual seconds are short: a busy machine must have its turn within them.
        if (_virtualTime is not null)
            options.RequestTimeout = VirtualRequestTimeout;
        _options.ConfigureClient?.Invoke(options);
        return new RocketMqClient(options);
    }

    private void ReadCommits()
    {
        // Read and written down in one go: two readings must not be written down the wrong way round.
        lock (_gate)
        {
            foreach (QueueBounds queue in Broker.Inspection.GetQueues(_options.Topic))
            {
                if (Broker.Inspection.GetCommittedOffset(_options.Group, _options.Topic, queue.QueueId) is { } offset)
                    History.OffsetCommitted(new MessageQueue(_options.Topic, _brokerName, queue.QueueId), offset);
            }
        }
    }
}
