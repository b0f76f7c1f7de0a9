using System.Collections.Concurrent;
using System.Collections.Immutable;
using RocketMq.Protocol;
using RocketMq.Sessions;
using RocketMq.Transport;

namespace RocketMq.Routing;

/// <summary>All brokers that any route in use names, and one connection per address.</summary>
/// <remarks>Reading is free of locks; routes are merged in under one lock.</remarks>
internal sealed class BrokerDirectory(Func<RemotingEndPoint, RemotingPeer> connect) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Broker> _brokers = new(StringComparer.Ordinal);
    private readonly Dictionary<RemotingEndPoint, RemotingPeer> _peers = [];
    private readonly Lock _sync = new();
    private bool _disposed;

    /// <summary>All addresses in use, masters and replicas.</summary>
    public IReadOnlyList<RemotingPeer> Peers
    {
        get
        {
            lock (_sync)
                return [.. _peers.Values];
        }
    }

    public IEnumerable<Broker> Brokers => _brokers.Values;

    public Broker? Find(string brokerName) => _brokers.GetValueOrDefault(brokerName);

    /// <summary>The broker at the other end of a connection; null if it is none, or no longer the one in use.</summary>
    public Broker? Find(RemotingConnection connection) =>
        _brokers.Values.FirstOrDefault(broker => broker.Peers.Values.Any(peer => peer.Current == connection));

    /// <summary>The broker of that name, known or not yet known by address.</summary>
    public Broker GetOrAdd(string brokerName) => _brokers.GetOrAdd(brokerName, static name => new Broker(name));

    /// <summary>The master of a broker.</summary>
    /// <exception cref="RocketMqException">No route names the broker, or it has no master.</exception>
    public RemotingPeer GetMaster(string brokerName) => Find(brokerName)?.Master ?? throw RouteErrors.BrokerUnknown(brokerName);

    /// <summary>Takes over the addresses of one answer; for a broker that it names, they replace what was known.</summary>
    public void Merge(IEnumerable<BrokerData> brokerDatas)
    {
        lock (_sync)
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(RocketMqClient));
            foreach (BrokerData data in brokerDatas)
            {
                var peers = ImmutableSortedDictionary.CreateBuilder<long, RemotingPeer>();
                foreach ((long id, string address) in data.BrokerAddrs)
                    peers[id] = GetPeer(data.BrokerName, address);
                GetOrAdd(data.BrokerName).Replace(peers.ToImmutable());
            }
        }
    }

    /// <summary>Forgets brokers that no route names any more.</summary>
    /// <returns>The connections that nobody needs then, for the caller to close.</returns>
    public IReadOnlyList<RemotingPeer> Retain(IReadOnlySet<string> brokerNames)
    {
        lock (_sync)
        {
            foreach (string name in _brokers.Keys)
            {
                if (!brokerNames.Contains(name) && _brokers.TryRemove(name, out Broker? gone))
                    gone.Replace(ImmutableSortedDictionary<long, RemotingPeer>.Empty);
            }
            HashSet<RemotingPeer> used = [.. _brokers.Values.SelectMany(broker => broker.Peers.Values)];
            RemotingPeer[] unused = [.. _peers.Values.Where(peer => !used.Contains(peer))];
            foreach (RemotingPeer peer in unused)
                _peers.Remove(peer.EndPoint);
            return unused;
        }
    }

    public async ValueTask DisposeAsync()
    {
        RemotingPeer[] peers;
        lock (_sync)
        {
            _disposed = true;
            peers = [.. _peers.Values];
            _peers.Clear();
        }
        await Task.WhenAll(peers.Select(peer => peer.DisposeAsync().AsTask())).ConfigureAwait(false);
    }

    private RemotingPeer GetPeer(string brokerName, string address)
    {
        if (!RemotingEndPoint.TryParse(address, out RemotingEndPoint endPoint))
            throw new ProtocolException($"The route gives broker '{brokerName}' the address '{address}', which is not host:port.");
        if (!_peers.TryGetValue(endPoint, out RemotingPeer? peer))
            _peers.Add(endPoint, peer = connect(endPoint));
        return peer;
    }
}
