using RocketMq.Broker;
using RocketMq.Tests;

namespace RocketMq.Typed.Tests.EndToEnd;

/// <summary>An embedded broker with clients and the typed producers of this assembly, all on one clock that stands still until a test moves it.</summary>
internal sealed class TypedCluster : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly List<RocketMqClient> _clients = [];
    private readonly List<TypedConsumer> _consumers = [];

    private TypedCluster(EmbeddedBroker broker, ManualTimeProvider time)
    {
        Broker = broker;
        Time = time;
        Client = CreateClient();
        Messages = new Contracts.ShopMessages(Client);
    }

    public EmbeddedBroker Broker { get; }

    public ManualTimeProvider Time { get; }

    public RocketMqClient Client { get; }

    public Contracts.ShopMessages Messages { get; }

    public LogEvents Log { get; } = new();

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<TypedCluster> StartAsync()
    {
        var time = new ManualTimeProvider();
        var options = new EmbeddedBrokerOptions { TimeProvider = time };
        options.Topics.Add(new TopicDefinition("orders") { WriteQueues = 8 });
        options.Topics.Add(new TopicDefinition("notes") { WriteQueues = 4 });
        return new TypedCluster(await EmbeddedBroker.StartAsync(options, Cancellation), time);
    }

    public RocketMqClient CreateClient()
    {
        var client = new RocketMqClient(
            new RocketMqClientOptions
            {
                NameServers = [Broker.NameServerAddress],
                TimeProvider = Time,
                LoggerFactory = Log,
            }
        );
        _clients.Add(client);
        return client;
    }

    /// <summary>Starts a typed consumer in a client of its own; disposed with the cluster.</summary>
    public async Task<TypedConsumer> StartConsumerAsync<THandlers>(THandlers handlers, Action<PushConsumerOptions>? configure = null)
        where THandlers : class, IMessageHandlers<THandlers>
    {
        void Configure(PushConsumerOptions options)
        {
            options.From = ConsumeFrom.First;
            configure?.Invoke(options);
        }

        Task<TypedConsumer> start = CreateClient().StartConsumerAsync(handlers, Configure, Cancellation).AsTask();
        await WithinAsync(start, "the consumer starts");
        TypedConsumer consumer = await start;
        _consumers.Add(consumer);
        return consumer;
    }

    /// <summary>Waits for real work on a standing clock.</summary>
    public async Task WithinAsync(Task task, string what)
    {
        try
        {
            await task.WaitAsync(Patience, Cancellation);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"Waited {Patience} in vain until {what}. Logged: {Log}");
        }
    }

    /// <summary>Moves the clock on, up to a limit, until the task completes.</summary>
    public Task AdvanceUntilAsync(Task task, TimeSpan limit, string what) =>
        Time.AdvanceUntilAsync(task, TimeSpan.FromMilliseconds(250), limit, $"Waited in vain until {what}. Logged: {Log}");

    public async ValueTask DisposeAsync()
    {
        await DisposeMovingTimeAsync(Messages);
        foreach (TypedConsumer consumer in _consumers)
            await DisposeMovingTimeAsync(consumer);

        foreach (RocketMqClient client in _clients)
            await DisposeMovingTimeAsync(client);

        await Broker.DisposeAsync();
        Log.Dispose();
    }

    private Task DisposeMovingTimeAsync(IAsyncDisposable disposable) =>
        AdvanceUntilAsync(disposable.DisposeAsync().AsTask(), TimeSpan.FromMinutes(5), "a part of the cluster is disposed");
}
