using RocketMq.Broker;
using RocketMq.Protocol;
using RocketMq.Tests;
using RocketMq.Tests.Kit;
using RocketMq.Tests.Peers;
using RocketMq.Transport;

namespace RocketMq.Client.Tests.Requesting;

/// <summary>
/// Two embedded brokers of one cluster behind one name server. An embedded name server knows only its own broker, so this one is scripted and
/// lies on a network in memory; the brokers are on loopback.
/// </summary>
internal sealed class TwoBrokers : IAsyncDisposable, IConnectionFactory
{
    private const string NameServerHost = "ns-1";

    private readonly InMemoryNetwork _network = new();
    private readonly SocketConnectionFactory _sockets = new();
    private readonly ManualTimeProvider _time = new();
    private readonly List<RocketMqClient> _clients = [];
    private readonly ScriptedNameServer _nameServer;

    private TwoBrokers(EmbeddedBroker a, EmbeddedBroker b)
    {
        A = a;
        B = b;
        _nameServer = new ScriptedNameServer(_network, $"{NameServerHost}:9876");
        _nameServer.Start();
    }

    public EmbeddedBroker A { get; }

    public EmbeddedBroker B { get; }

    public static async Task<TwoBrokers> StartAsync(params string[] topics)
    {
        EmbeddedBroker a = await StartBrokerAsync("broker-a", topics);
        return new TwoBrokers(a, await StartBrokerAsync("broker-b", topics));
    }

    /// <summary>Says which of the brokers have a topic, with one queue, as far as clients know.</summary>
    public void SetRoute(string topic, params EmbeddedBroker[] brokers) =>
        _nameServer.SetRoute(
            topic,
            Routes.Merge([
                .. brokers.Select(broker => Routes.OneBroker(broker == A ? "broker-a" : "broker-b", broker.BrokerAddress, queues: 1)),
            ])
        );

    public RocketMqClient CreateClient()
    {
        RocketMqClient client = new(
            new()
            {
                NameServers = [_nameServer.Address],
                ConnectionFactory = this,
                TimeProvider = _time,
            }
        );
        _clients.Add(client);
        return client;
    }

    ValueTask<IDuplexTransport> IConnectionFactory.ConnectAsync(RemotingEndPoint endPoint, CancellationToken cancellationToken) =>
        (endPoint.Host == NameServerHost ? _network.ConnectionFactory : _sockets).ConnectAsync(endPoint, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        foreach (RocketMqClient client in _clients)
            await client.DisposeAsync().Within("a client to close");
        await A.DisposeAsync().Within("broker A to stop");
        await B.DisposeAsync().Within("broker B to stop");
        await _nameServer.DisposeAsync().Within("the name server to stop");
    }

    private static async Task<EmbeddedBroker> StartBrokerAsync(string name, string[] topics)
    {
        EmbeddedBrokerOptions options = new() { BrokerName = name };
        foreach (string topic in topics)
            options.Topics.Add(new TopicDefinition(topic) { WriteQueues = 1 });
        return await EmbeddedBroker.StartAsync(options, TestContext.Current.CancellationToken);
    }
}
