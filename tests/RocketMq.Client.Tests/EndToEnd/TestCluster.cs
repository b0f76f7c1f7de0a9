using System.Globalization;
using System.Text;
using RocketMq.Broker;
using RocketMq.Transport;

namespace RocketMq.Tests.EndToEnd;

/// <summary>An embedded broker with clients and one producer, all on one clock that stands still until a test moves it.</summary>
internal sealed class TestCluster : IAsyncDisposable
{
    public const string Topic = "orders";
    public const string Group = "billing";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly List<RocketMqClient> _clients = [];
    private readonly List<PushConsumer> _consumers = [];

    private TestCluster(EmbeddedBroker broker, ManualTimeProvider time)
    {
        Broker = broker;
        Time = time;
        Producer = CreateClient().CreateProducer();
    }

    public EmbeddedBroker Broker { get; }

    public ManualTimeProvider Time { get; }

    public Producer Producer { get; }

    public LogLines Log { get; } = new();

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <param name="queues">How many queues the topic has; 0 creates no topic.</param>
    /// <param name="configure">Further options of the broker.</param>
    public static async Task<TestCluster> StartAsync(int queues = 4, Action<EmbeddedBrokerOptions>? configure = null)
    {
        var time = new ManualTimeProvider();
        var options = new EmbeddedBrokerOptions { TimeProvider = time };
        if (queues > 0)
            options.Topics.Add(new TopicDefinition(Topic) { WriteQueues = queues });

        configure?.Invoke(options);
        return new TestCluster(await EmbeddedBroker.StartAsync(options, Cancellation), time);
    }

    public static PushConsumerOptions Options(string expression = "*", string group = Group) =>
        new PushConsumerOptions { Group = group, From = ConsumeFrom.First }.Subscribe(Topic, expression);

    public static string BodyOf(ReceivedMessage message) => Encoding.UTF8.GetString(message.Body.Span);

    public RocketMqClient CreateClient(IConnectionFactory? connections = null)
    {
        var client = new RocketMqClient(
            new RocketMqClientOptions
            {
                NameServers = [Broker.NameServerAddress],
                ConnectionFactory = connections,
                TimeProvider = Time,
                LoggerFactory = Log,
            }
        );
        _clients.Add(client);
        return client;
    }

    /// <summary>A consumer in a client of its own, disposed with the cluster at the latest.</summary>
    public PushConsumer CreateConsumer(PushConsumerOptions options, MessageHandler handler)
    {
        PushConsumer consumer = CreateClient().CreatePushConsumer(options, handler);
        _consumers.Add(consumer);
        return consumer;
    }

    public async Task<PushConsumer> StartConsumerAsync(PushConsumerOptions options, MessageHandler handler)
    {
        PushConsumer consumer = CreateConsumer(options, handler);
        await WithinAsync(consumer.StartAsync(Cancellation).AsTask(), "the consumer starts");
        return consumer;
    }

    public Task SendAsync(params string[] bodies) => SendTaggedAsync(null, bodies);

    public async Task SendTaggedAsync(string? tag, params string[] bodies)
    {
        foreach (string body in bodies)
        {
            var message = new Message(Topic, Encoding.UTF8.GetBytes(body)) { Tag = tag };
            await WithinAsync(Producer.SendAsync(message, Cancellation).AsTask(), $"'{body}' is sent");
        }
    }

    public async Task SendKeyedAsync(string key, int number)
    {
        var message = new Message(Topic, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{key}:{number}")));
        await WithinAsync(Producer.SendAsync(message, QueueSelection.ByKey(key), Cancellation).AsTask(), $"{key}:{number} is sent");
    }

    /// <summary>Waits for real work on a standing clock.</summary>
    public static async Task WithinAsync(Task task, string what)
    {
        try
        {
            await task.WaitAsync(Patience, Cancellation);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"Waited {Patience} in vain until {what}.");
        }
    }

    /// <summary>Moves the clock on, up to a limit, until the task completes.</summary>
    public Task AdvanceUntilAsync(Task task, TimeSpan limit, string what) =>
        Time.AdvanceUntilAsync(task, TimeSpan.FromMilliseconds(250), limit, $"Waited in vain until {what}.");

    /// <summary>Completes when the condition is met; it is looked at while the clock moves.</summary>
    public Task UntilAsync(Func<bool> condition)
    {
        var met = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        ITimer? watch = null;
        watch = Time.CreateTimer(
            _ =>
            {
                if (!condition())
                    return;

                met.TrySetResult();
                watch?.Dispose();
            },
            null,
            TimeSpan.FromMilliseconds(250),
            TimeSpan.FromMilliseconds(250)
        );
        return met.Task;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (PushConsumer consumer in _consumers)
            await DisposeMovingTimeAsync(consumer);

        foreach (RocketMqClient client in _clients)
            await DisposeMovingTimeAsync(client);

        await Broker.DisposeAsync();
        Log.Dispose();
    }

    /// <summary>Disposes while the clock moves, so that a wait for a handler that a failed test left behind ends.</summary>
    private Task DisposeMovingTimeAsync(IAsyncDisposable disposable) =>
        AdvanceUntilAsync(disposable.DisposeAsync().AsTask(), TimeSpan.FromMinutes(5), "a consumer or client is disposed");
}
