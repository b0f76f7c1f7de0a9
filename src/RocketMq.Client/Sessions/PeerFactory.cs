using RocketMq.Protocol;
using RocketMq.Transport;

namespace RocketMq.Sessions;

/// <summary>Makes the supervised connections of a session.</summary>
internal sealed class PeerFactory(
    ClientSettings settings,
    IRequestProcessor brokerRequests,
    Action<RemotingPeer> onBrokerConnected,
    Action<RemotingPeer> onBrokerLost
)
{
    // A restarted server should be found again soon: a send waits at most this long for the next dial, within its own budget.
    private static readonly BackoffPolicy Backoff = new() { MaximumDelay = TimeSpan.FromSeconds(1) };

    public RemotingPeer ToNameServer(RemotingEndPoint endPoint) => Create(endPoint, "name server", null, null);

    public RemotingPeer ToBroker(RemotingEndPoint endPoint)
    {
        BrokerObserver observer = new();
        RemotingPeer peer = Create(endPoint, "broker", brokerRequests, observer);
        observer.Opened = () => onBrokerConnected(peer);
        observer.Closed = () => onBrokerLost(peer);
        return peer;
    }

    private RemotingPeer Create(RemotingEndPoint endPoint, string role, IRequestProcessor? processor, IConnectionObserver? observer)
    {
        RemotingConnectionOptions options = new()
        {
            HeaderFormat = settings.HeaderFormat,
            Language = LanguageCode.DotNet,
            MaxInFlightRequests = settings.MaxInFlightRequests,
            ExtraFields = settings.RequestFields,
            Signer = settings.Signer,
            TimeProvider = settings.TimeProvider,
            Logger = settings.LoggerFactory.CreateLogger($"RocketMq.Transport.{role}"),
        };
        ConnectionSupervisor supervisor = new(endPoint, settings.ConnectionFactory, options, Backoff, processor, observer);
        return new RemotingPeer(endPoint, supervisor, settings.TimeProvider);
    }

    private sealed class BrokerObserver : IConnectionObserver
    {
        public Action? Opened { get; set; }

        public Action? Closed { get; set; }

        public void OnOpened(RemotingConnection connection) => Opened?.Invoke();

        public void OnClosed(RemotingConnection connection, Exception? reason) => Closed?.Invoke();
    }
}
