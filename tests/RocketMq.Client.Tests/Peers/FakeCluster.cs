using RocketMq.Protocol;
using RocketMq.Tests.Kit;
using RocketMq.Transport;

namespace RocketMq.Tests.Peers;

/// <summary>An in-memory network with scripted name servers and brokers, and clients of it.</summary>
internal sealed class FakeCluster : IAsyncDisposable
{
    private readonly List<ScriptedServer> _servers = [];
    private readonly List<RocketMqClient> _clients = [];

    /// <summary>One name server and as many brokers as named, all started, with the topic <c>orders</c> on each broker.</summary>
    public FakeCluster(params string[] brokerNames)
    {
        NameServer = AddNameServer("ns-1:9876");
        foreach (string name in brokerNames)
            AddBroker(name);
        SetRoute("orders", queues: 4);
    }

    public InMemoryNetwork Network { get; } = new();

    public ScriptedNameServer NameServer { get; }

    public List<ScriptedNameServer> NameServers { get; } = [];

    public List<ScriptedBroker> Brokers { get; } = [];

    public ScriptedBroker Broker(string name) => Brokers.Single(broker => broker.Name == name);

    public ScriptedNameServer AddNameServer(string address)
    {
        ScriptedNameServer server = new(Network, address);
        server.Start();
        _servers.Add(server);
        NameServers.Add(server);
        return server;
    }

    public ScriptedBroker AddBroker(string name, int version = ProtocolVersion.Current)
    {
        ScriptedBroker broker = new(Network, name, $"{name}:10911") { Version = version };
        broker.Start();
        _servers.Add(broker);
        Brokers.Add(broker);
        return broker;
    }

    /// <summary>Puts a topic on all brokers, for all name servers.</summary>
    public void SetRoute(string topic, int queues)
    {
        TopicRouteData route = Routes.Merge([.. Brokers.Select(broker => Routes.OneBroker(broker.Name, broker.Address, queues))]);
        foreach (ScriptedNameServer server in NameServers)
            server.SetRoute(topic, route);
    }

    /// <summary>A client of all name servers, which it asks in an order of its own; disposed with the cluster.</summary>
    public RocketMqClient CreateClient(TimeProvider? time = null, Action<RocketMqClientOptions>? configure = null)
    {
        RocketMqClientOptions options = new()
        {
            NameServers = [.. NameServers.Select(server => server.Address)],
            ConnectionFactory = Network.ConnectionFactory,
            ClientAddress = System.Net.IPAddress.Loopback,
            TimeProvider = time ?? new SlowTimeProvider(),
        };
        configure?.Invoke(options);
        RocketMqClient client = new(options);
        _clients.Add(client);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (RocketMqClient client in _clients)
            await client.DisposeAsync().Within("a client to close");
        foreach (ScriptedServer server in _servers)
            await server.DisposeAsync().Within("a server to close");
    }
}
