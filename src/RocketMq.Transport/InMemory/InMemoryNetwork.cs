using System.Net;
using RocketMq.Transport.InMemory;

namespace RocketMq.Transport;

/// <summary>A network inside the process: listeners and connections without sockets, and faults on demand. Thread-safe.</summary>
/// <remarks>Networks are separate from each other: the same address may be used in several.</remarks>
public sealed class InMemoryNetwork
{
    private const int PipeCapacity = 64 * 1024;
    private const int FirstFreePort = 49_152;

    private readonly Lock _gate = new();
    private readonly Dictionary<RemotingEndPoint, InMemoryAcceptor> _acceptors = [];
    private readonly List<(RemotingEndPoint EndPoint, WeakReference<InMemoryTransport> Transport)> _transports = [];
    private int _lastPort = FirstFreePort;

    /// <summary>Creates a network without listeners.</summary>
    public InMemoryNetwork() => ConnectionFactory = new InMemoryConnectionFactory(this);

    /// <summary>Connects to this network's listeners.</summary>
    public IConnectionFactory ConnectionFactory { get; }

    /// <summary>Opens an address to listen on; give it to <see cref="RemotingListener" />.</summary>
    /// <param name="endPoint">The address; any host name will do, and port 0 takes a free one.</param>
    /// <returns>The acceptor; disposing it frees the address.</returns>
    /// <exception cref="ListenFailedException">The address is in use in this network.</exception>
    public ITransportAcceptor Listen(RemotingEndPoint endPoint)
    {
        lock (_gate)
        {
            if (endPoint.Port == 0)
                endPoint = endPoint with { Port = ++_lastPort };
            var acceptor = new InMemoryAcceptor(this, endPoint);
            if (_acceptors.TryAdd(endPoint, acceptor))
                return acceptor;
            throw new ListenFailedException(
                acceptor.LocalEndPoint,
                isInUse: true,
                $"Cannot listen on {endPoint}: this in-memory network already has a listener there. Dispose it, or choose another port."
            );
        }
    }

    /// <summary>Breaks every connection to an address at once; what is under way is lost. The listener stays.</summary>
    /// <param name="endPoint">The address that the connections were made to.</param>
    /// <returns>How many connections there may have been; some of them may have been closed before.</returns>
    public int Cut(RemotingEndPoint endPoint)
    {
        List<InMemoryTransport> cut = [];
        lock (_gate)
        {
            foreach ((RemotingEndPoint address, WeakReference<InMemoryTransport> reference) in _transports)
            {
                if (address == endPoint && reference.TryGetTarget(out InMemoryTransport? transport))
                    cut.Add(transport);
            }

            _transports.RemoveAll(entry => entry.EndPoint == endPoint || !entry.Transport.TryGetTarget(out _));
        }

        foreach (InMemoryTransport transport in cut)
            transport.Cut();
        return cut.Count;
    }

    /// <summary>Makes a pair of connected streams without a listener.</summary>
    /// <returns>The two ends.</returns>
    public static (IDuplexTransport Left, IDuplexTransport Right) CreatePair()
    {
        (InMemoryTransport left, InMemoryTransport right) = CreatePair(new DnsEndPoint("left", 1), new DnsEndPoint("right", 1));
        return (left, right);
    }

    internal IDuplexTransport Connect(RemotingEndPoint endPoint)
    {
        lock (_gate)
        {
            var local = new DnsEndPoint("client", ++_lastPort);
            var remote = new DnsEndPoint(endPoint.Host, endPoint.Port);
            (InMemoryTransport client, InMemoryTransport server) = CreatePair(local, remote);
            if (!_acceptors.TryGetValue(endPoint, out InMemoryAcceptor? acceptor) || !acceptor.TryOffer(server))
            {
                throw new RemotingException(
                    RemotingFailure.ConnectFailed,
                    $"Cannot connect to {endPoint}: nothing listens there in this in-memory network. Start its listener first."
                );
            }

            _transports.Add((endPoint, new WeakReference<InMemoryTransport>(client)));
            return client;
        }
    }

    internal void Remove(InMemoryAcceptor acceptor)
    {
        lock (_gate)
        {
            if (_acceptors.TryGetValue(acceptor.Address, out InMemoryAcceptor? present) && ReferenceEquals(present, acceptor))
                _acceptors.Remove(acceptor.Address);
        }
    }

    private static (InMemoryTransport Left, InMemoryTransport Right) CreatePair(DnsEndPoint left, DnsEndPoint right)
    {
        var rightward = new InMemoryPipe(PipeCapacity);
        var leftward = new InMemoryPipe(PipeCapacity);
        return (new InMemoryTransport(left, right, leftward, rightward), new InMemoryTransport(right, left, rightward, leftward));
    }
}
