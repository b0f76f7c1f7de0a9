using System.Collections.Concurrent;
using System.Net;
using RocketMq.Transport;

namespace RocketMq.Testing;

/// <summary>
/// Stands between clients and a RocketMQ cluster, embedded or real, understands the frames that pass, and does to them what a network does on
/// a bad day. Clients are given <see cref="NameServerAddress"/> and nothing else: the brokers' addresses in routes are replaced by the proxy's own.
/// Thread-safe.
/// </summary>
/// <remarks>
/// It works with every client of the remoting protocol over plain TCP; TLS cannot be looked into and ends the connection. A request to the address
/// inside a message id goes past it. Give every client a proxy of its own to befall one of them only.
/// </remarks>
public sealed class FaultProxy : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly FaultProxyOptions _options;
    private readonly Dictionary<string, ProxyLink> _links = new(StringComparer.Ordinal);
    private readonly List<ArmedFault> _faults = [];
    private readonly ConcurrentQueue<FaultRecord> _records = new();
    private LinkState _stateOfNewLinks = LinkState.Open;
    private bool _isDisposed;

    private FaultProxy(string nameServer, FaultProxyOptions options)
    {
        _options = options;
        NameServer = LinkTo(nameServer);
    }

    /// <summary>What clients use as their name server.</summary>
    /// <value><c>host:port</c>.</value>
    public string NameServerAddress => NameServer.Address;

    /// <summary>The link to the name server.</summary>
    public ProxyLink NameServer { get; }

    /// <summary>The links that exist: to the name server, and to every broker that a route named so far.</summary>
    public IReadOnlyList<ProxyLink> Links
    {
        get
        {
            lock (_gate)
                return [.. _links.Values];
        }
    }

    /// <summary>The seed of what is left to chance.</summary>
    public int Seed => _options.Seed;

    /// <summary>The faults that happened, in order.</summary>
    public IReadOnlyList<FaultRecord> Records => [.. _records];

    internal TimeProvider Time => _options.TimeProvider;

    internal int MaxFrameLength => _options.MaxFrameLength;

    /// <summary>Starts a proxy before a cluster.</summary>
    /// <param name="nameServer">The name server of the cluster, <c>host:port</c>.</param>
    /// <param name="options">How the proxy behaves; null for the defaults. Read once.</param>
    /// <returns>The proxy, already listening. Dispose it after its clients.</returns>
    /// <exception cref="ArgumentException">The address is no <c>host:port</c>.</exception>
    /// <exception cref="ListenFailedException">No port can be listened on.</exception>
    public static FaultProxy Start(string nameServer, FaultProxyOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(nameServer);
        FaultProxyOptions given = options ?? new();
        return new(
            nameServer,
            new()
            {
                Seed = given.Seed,
                TimeProvider = given.TimeProvider,
                Bind = given.Bind,
                MaxFrameLength = given.MaxFrameLength,
            }
        );
    }

    /// <summary>Lets a fault lie in wait for frames. Of several that match a frame, the one that was armed first befalls it.</summary>
    /// <param name="fault">Which frames, and what befalls them.</param>
    /// <returns>What tells when it happened, and takes it back.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number of the fault is out of its range.</exception>
    public ArmedFault Arm(FrameFault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        ArgumentOutOfRangeException.ThrowIfNegative(fault.Skip, nameof(fault));
        ArgumentOutOfRangeException.ThrowIfLessThan(fault.Times, 1, nameof(fault));
        if (fault.Probability is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(fault), fault.Probability, "A probability lies between 0 and 1.");
        lock (_gate)
        {
            var armed = new ArmedFault(fault, unchecked((_options.Seed * 397) + _faults.Count));
            _faults.Add(armed);
            return armed;
        }
    }

    /// <summary>Lets a fault lie in wait for one frame, or some.</summary>
    /// <param name="action">What befalls them.</param>
    /// <param name="code">The code of the request.</param>
    /// <param name="direction">Whether the requests or their answers are meant.</param>
    /// <param name="times">How many.</param>
    /// <returns>What tells when it happened, and takes it back.</returns>
    public ArmedFault Arm(FaultAction action, Protocol.RequestCode code, FrameDirection direction, int times = 1) =>
        Arm(
            new(action)
            {
                Code = code,
                Direction = direction,
                Times = times,
            }
        );

    /// <summary>Takes every armed fault back.</summary>
    public void DisarmAll()
    {
        lock (_gate)
            _faults.ForEach(fault => fault.Disarm());
    }

    /// <summary>The link to a server, which is opened if there is none yet.</summary>
    /// <param name="server">The server's own address, <c>host:port</c>, as its name server knows it.</param>
    /// <exception cref="ArgumentException">The address is no <c>host:port</c>.</exception>
    public ProxyLink LinkTo(string server)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (!_links.TryGetValue(server, out ProxyLink? link))
            {
                if (!RemotingEndPoint.TryParse(server, out RemotingEndPoint endPoint))
                    throw new ArgumentException($"'{server}' is no address; write host:port.", nameof(server));
                _links[server] = link = new ProxyLink(this, server, endPoint, new IPEndPoint(_options.Bind, 0));
                link.Become(_stateOfNewLinks);
            }
            return link;
        }
    }

    /// <summary>Stops all bytes on every link, present and to come; nothing is lost. See <see cref="LinkState.Frozen"/>.</summary>
    public void Freeze() => Become(LinkState.Frozen);

    /// <summary>Makes every link half-open, present and to come. See <see cref="LinkState.Silent"/>.</summary>
    public void Silence() => Become(LinkState.Silent);

    /// <summary>Resets every connection and refuses new ones, on every link, present and to come. See <see cref="LinkState.Refusing"/>.</summary>
    public void Refuse() => Become(LinkState.Refusing);

    /// <summary>Opens every link again.</summary>
    public void Restore() => Become(LinkState.Open);

    /// <summary>Resets the connections that stand, on every link; new ones may follow at once.</summary>
    public void Reset()
    {
        foreach (ProxyLink link in Links)
            link.Reset();
    }

    /// <summary>Stops listening and resets every connection.</summary>
    /// <returns>A task that completes when nothing of the proxy runs any more.</returns>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
            _isDisposed = true;
        foreach (ProxyLink link in Links)
            await link.CloseAsync().ConfigureAwait(false);
    }

    /// <summary>What befalls the frame; null when it passes.</summary>
    internal ArmedFault? Befall(in ProxiedFrame frame)
    {
        lock (_gate)
        {
            foreach (ArmedFault fault in _faults)
            {
                if (!fault.Picks(frame))
                    continue;
                fault.Trip();
                _records.Enqueue(new(Time.GetUtcNow(), frame.Server, frame.Direction, frame.Code, frame.Opaque, fault.Fault.Action));
                return fault;
            }
            return null;
        }
    }

    private void Become(LinkState state)
    {
        lock (_gate)
        {
            _stateOfNewLinks = state;
            foreach (ProxyLink link in _links.Values)
                link.Become(state);
        }
    }
}
