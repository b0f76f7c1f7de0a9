using System.Text;
using RocketMq.Broker;
using RocketMq.Protocol;

namespace RocketMq.Interop.Tests.Producing;

/// <summary>
/// A cluster, embedded or real, with clients of it. Topics and groups carry a name of their own for each scenario; on a real cluster they
/// stay behind.
/// </summary>
internal sealed class ScenarioCluster : IAsyncDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    private readonly string _nameServers;
    private readonly string _run = $"scenario-{Guid.NewGuid():N}"[..20];
    private readonly Stack<IAsyncDisposable> _owned = new();
    private readonly ManualTimeProvider? _time;

    private ScenarioCluster(EmbeddedBroker? embedded, string nameServers, ManualTimeProvider? time)
    {
        _nameServers = nameServers;
        _time = time;
        if (embedded is not null)
            Own(embedded);
        Client = CreateClient();
    }

    public RocketMqClient Client { get; }

    public string NameServers => _nameServers;

    public string Topic => $"{_run}-topic";

    public string Group => $"{_run}-group";

    public TimeProvider Time => _time ?? TimeProvider.System;

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Names the scenario's real or embedded cluster.</summary>
    /// <param name="kind">Which of both.</param>
    /// <param name="configure">Options of the embedded broker; a real one is as it is.</param>
    /// <param name="hasManualTime">Whether the embedded broker and its clients share a clock that <see cref="WithinAsync"/> moves.</param>
    public static async Task<ScenarioCluster> StartAsync(
        ClusterKind kind,
        Action<EmbeddedBrokerOptions>? configure = null,
        bool hasManualTime = false
    )
    {
        if (kind == ClusterKind.Real)
            return new ScenarioCluster(embedded: null, RealCluster.NameServers, time: null);
        ManualTimeProvider? time = hasManualTime ? new ManualTimeProvider() : null;
        EmbeddedBrokerOptions options = new() { TimeProvider = time ?? TimeProvider.System };
        configure?.Invoke(options);
        EmbeddedBroker broker = await EmbeddedBroker.StartAsync(options, Cancellation);
        return new ScenarioCluster(broker, broker.NameServerAddress, time);
    }

    public RocketMqClient CreateClient(Action<RocketMqClientOptions>? configure = null)
    {
        RocketMqClientOptions options = new() { NameServers = [_nameServers], TimeProvider = Time };
        configure?.Invoke(options);
        return Own(new RocketMqClient(options));
    }

    public Producer CreateProducer(RocketMqClient? client = null, Action<ProducerOptions>? configure = null)
    {
        ProducerOptions options = new() { Group = $"{_run}-producer" };
        configure?.Invoke(options);
        return Own((client ?? Client).CreateProducer(options));
    }

    /// <summary>Creates a topic and says where it can be written. On a real cluster the first send to an unknown topic would take seconds.</summary>
    public async Task<IReadOnlyList<MessageQueue>> CreateTopicAsync(string topic, int queues = 4)
    {
        await WithinAsync(Client.Administration.CreateTopicAsync(new(topic) { WriteQueues = queues }, Cancellation).AsTask(), "the topic");
        return (await Client.Administration.GetRouteAsync(topic, Cancellation).Within("the route")).PublishQueues;
    }

    public Task<IReadOnlyList<MessageQueue>> CreateTopicAsync(int queues = 4) => CreateTopicAsync(Topic, queues);

    /// <summary>A member of the scenario's group, in a client of its own, that reads the topic from its beginning.</summary>
    public async Task<PushConsumer> StartConsumerAsync(
        MessageHandler handler,
        bool orderly = false,
        string expression = "*",
        RocketMqClient? client = null
    )
    {
        PushConsumerOptions options = new()
        {
            Group = Group,
            From = ConsumeFrom.First,
            Orderly = orderly,
        };
        PushConsumer consumer = Own((client ?? CreateClient()).CreatePushConsumer(options.Subscribe(Topic, expression), handler));
        await WithinAsync(consumer.StartAsync(Cancellation).AsTask(), "the consumer's start");
        return consumer;
    }

    public Message Text(string body, string? tag = null) => new(Topic, Encoding.UTF8.GetBytes(body)) { Tag = tag };

    /// <summary>The queues' ends, that is, how many messages each has got so far.</summary>
    public async Task<Dictionary<MessageQueue, long>> CountAsync(IEnumerable<MessageQueue> queues)
    {
        Dictionary<MessageQueue, long> counts = [];
        foreach (MessageQueue queue in queues)
            counts[queue] = await Client.Administration.GetMaxOffsetAsync(queue, Cancellation).Within($"the end of {queue}");
        return counts;
    }

    /// <summary>Waits, and moves the clock on meanwhile if it stands.</summary>
    /// <param name="task">What to wait for.</param>
    /// <param name="what">The same in words.</param>
    /// <param name="limitOnReal">How long on a real cluster; null for the usual minute.</param>
    public async Task WithinAsync(Task task, string what, TimeSpan? limitOnReal = null)
    {
        if (_time is not null)
            await _time.AdvanceUntilAsync(task, Step, TimeSpan.FromMinutes(10), $"Waited in vain for {what}.");
        else if (limitOnReal is { } limit)
            await task.WaitAsync(limit, Cancellation);
        else
            await task.Within(what);
    }

    public T Own<T>(T disposable)
        where T : IAsyncDisposable
    {
        _owned.Push(disposable);
        return disposable;
    }

    /// <summary>Disposes what was made, the youngest first: consumers and producers before their clients, the broker last.</summary>
    public async ValueTask DisposeAsync()
    {
        while (_owned.TryPop(out IAsyncDisposable? disposable))
            await WithinAsync(disposable.DisposeAsync().AsTask(), "a disposal");
    }
}
