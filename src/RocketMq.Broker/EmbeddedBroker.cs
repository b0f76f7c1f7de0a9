using System.Net;
using RocketMq.Transport;

namespace RocketMq.Broker;

/// <summary>
/// An Apache RocketMQ name server and broker in this process, spoken to over TCP by any RocketMQ client. Messages live in memory
/// until it is disposed. Thread-safe.
/// </summary>
/// <remarks>
/// It follows the rules of a 5.3 broker for topics, sends, pulls with long polling, filters by tag and by SQL92, offsets, group
/// membership, orderly locks, retries, delay levels, timer messages, dead letters and transactions. POP is refused with the code of
/// a broker that does not know it.
/// </remarks>
public sealed class EmbeddedBroker : IAsyncDisposable
{
    private readonly BrokerSettings _settings;
    private readonly SemaphoreSlim _stateLock = new(1, 1);
    private readonly BrokerNode _node;
    private readonly IPEndPoint _nameServerEndPoint;
    private readonly IPEndPoint _brokerEndPoint;
    private Listeners? _listeners;
    private bool _isDisposed;

    private EmbeddedBroker(BrokerSettings settings, IPEndPoint nameServer, IPEndPoint broker)
    {
        _settings = settings;
        _nameServerEndPoint = nameServer;
        _brokerEndPoint = broker;
        var advertised = new IPEndPoint(settings.Advertised, broker.Port);
        NameServerAddress = new IPEndPoint(settings.Advertised, nameServer.Port).ToString();
        BrokerAddress = advertised.ToString();
        _node = new BrokerNode(settings, advertised);
        Inspection = new BrokerInspection(_node);
    }

    /// <summary>Where clients find the name server: the one address that they need to know.</summary>
    /// <value><c>host:port</c>, with the actual port; the same after a restart.</value>
    public string NameServerAddress { get; }

    /// <summary>Where the broker listens; clients learn it from the name server.</summary>
    /// <value><c>host:port</c>, with the actual port; the same after a restart.</value>
    public string BrokerAddress { get; }

    /// <summary>What the broker holds at the moment, for tests and diagnosis.</summary>
    public BrokerInspection Inspection { get; }

    /// <summary>Starts a name server and a broker.</summary>
    /// <param name="options">How they behave; null for the defaults, which listen on free ports of 127.0.0.1.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <returns>The running broker; dispose it to stop it and to free its messages.</returns>
    /// <exception cref="ArgumentException">An option has a value that cannot work; the message names it and what is allowed.</exception>
    /// <exception cref="EmbeddedBrokerException">A port cannot be listened on; the message says what to do.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static ValueTask<EmbeddedBroker> StartAsync(EmbeddedBrokerOptions? options = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return StartCheckedAsync(BrokerSettings.From(options ?? new EmbeddedBrokerOptions()));
    }

    /// <summary>
    /// Breaks every connection and stops listening, as if the process died; messages, topics, groups and offsets are kept for
    /// <see cref="RestartAsync"/>. Does nothing while killed already.
    /// </summary>
    /// <returns>A task that completes when every connection is closed.</returns>
    /// <exception cref="ObjectDisposedException">The broker was disposed.</exception>
    public async ValueTask KillAsync()
    {
        await _stateLock.WaitAsync().ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            await CloseAsync(new EmbeddedBrokerException("The embedded broker was killed.")).ConfigureAwait(false);
        }
        finally
        {
            _stateLock.Release();
        }
    }

    /// <summary>Kills the broker if it runs, and starts it again on the same ports with everything it held.</summary>
    /// <returns>A task that completes when it listens again.</returns>
    /// <exception cref="EmbeddedBrokerException">Another program took a port meanwhile.</exception>
    /// <exception cref="ObjectDisposedException">The broker was disposed.</exception>
    public async ValueTask RestartAsync()
    {
        await KillAsync().ConfigureAwait(false);
        await _stateLock.WaitAsync().ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_listeners is null)
                await ListenAsync().ConfigureAwait(false);
        }
        finally
        {
            _stateLock.Release();
        }
    }

    /// <summary>Stops listening, closes every connection and frees the messages. Further calls do nothing.</summary>
    /// <returns>A task that completes when everything is closed.</returns>
    public async ValueTask DisposeAsync()
    {
        await _stateLock.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_isDisposed)
                return;
            _isDisposed = true;
            await CloseAsync(reason: null).ConfigureAwait(false);
            _node.Dispose();
        }
        finally
        {
            _stateLock.Release();
        }
    }

    private static async ValueTask<EmbeddedBroker> StartCheckedAsync(BrokerSettings settings)
    {
        var nameServer = Listeners.Bind(
            new IPEndPoint(settings.Bind, settings.NameServerPort),
            nameof(EmbeddedBrokerOptions.NameServerPort)
        );
        try
        {
            var broker = Listeners.Bind(new IPEndPoint(settings.Bind, settings.BrokerPort), nameof(EmbeddedBrokerOptions.BrokerPort));
            var started = new EmbeddedBroker(settings, (IPEndPoint)nameServer.LocalEndPoint, (IPEndPoint)broker.LocalEndPoint);
            started.Listen(nameServer, broker);
            return started;
        }
        catch
        {
            await nameServer.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async ValueTask ListenAsync()
    {
        var nameServer = Listeners.Bind(_nameServerEndPoint, nameof(EmbeddedBrokerOptions.NameServerPort));
        try
        {
            Listen(nameServer, Listeners.Bind(_brokerEndPoint, nameof(EmbeddedBrokerOptions.BrokerPort)));
        }
        catch
        {
            await nameServer.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private void Listen(ITransportAcceptor nameServer, ITransportAcceptor broker)
    {
        _node.Resume();
        _listeners = Listeners.Start(nameServer, broker, _node, _settings);
    }

    private async ValueTask CloseAsync(Exception? reason)
    {
        if (_listeners is not { } listeners)
            return;
        _listeners = null;
        await listeners.CloseAsync(reason).ConfigureAwait(false);
        // Last: while a connection stands its client can still take a lock.
        _node.Suspend();
    }
}
