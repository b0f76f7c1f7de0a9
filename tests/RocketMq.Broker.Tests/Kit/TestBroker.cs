namespace RocketMq.Broker.Tests.Kit;

/// <summary>A broker on virtual time with a client connected to it.</summary>
internal sealed class TestBroker : IAsyncDisposable
{
    private readonly List<TestClient> _clients = [];

    private TestBroker(EmbeddedBroker broker, ManualTimeProvider time)
    {
        Broker = broker;
        Time = time;
    }

    public EmbeddedBroker Broker { get; }

    public ManualTimeProvider Time { get; }

    public BrokerInspection Inspection => Broker.Inspection;

    /// <summary>The first client.</summary>
    public TestClient Client => _clients[0];

    public static async Task<TestBroker> StartAsync(Action<EmbeddedBrokerOptions>? configure = null)
    {
        var time = new ManualTimeProvider();
        var options = new EmbeddedBrokerOptions { TimeProvider = time, Topics = [new TopicDefinition("orders") { WriteQueues = 4 }] };
        configure?.Invoke(options);
        var broker = await EmbeddedBroker.StartAsync(options, TestContext.Current.CancellationToken);
        var test = new TestBroker(broker, time);
        await test.ConnectAsync();
        return test;
    }

    public async Task<TestClient> ConnectAsync(string clientId = "127.0.0.1@test")
    {
        var client = await TestClient.ConnectAsync(Broker.BrokerAddress, clientId);
        _clients.Add(client);
        return client;
    }

    public async Task<TestClient> ConnectNameServerAsync(RemotingConnectionOptions? options = null)
    {
        var client = await TestClient.ConnectAsync(Broker.NameServerAddress, options: options);
        _clients.Add(client);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
            await client.DisposeAsync();
        await Broker.DisposeAsync();
    }
}
