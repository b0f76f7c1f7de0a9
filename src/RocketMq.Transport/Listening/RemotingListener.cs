using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Logging;
using RocketMq.Transport.Listening;
using RocketMq.Transport.Security;

namespace RocketMq.Transport;

/// <summary>Accepts connections and runs a processor on each. Thread-safe.</summary>
public sealed partial class RemotingListener : IAsyncDisposable, IConnectionObserver
{
    private static readonly TimeSpan PauseAfterFault = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<RemotingConnection, bool> _connections = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly ITransportAcceptor _acceptor;
    private readonly RemotingListenerOptions _options;
    private readonly IRequestProcessor _processor;
    private readonly IConnectionObserver? _observer;
    private Task _accepting = Task.CompletedTask;
    private Exception? _closeReason;

    private RemotingListener(
        ITransportAcceptor acceptor,
        RemotingListenerOptions options,
        IRequestProcessor processor,
        IConnectionObserver? observer
    )
    {
        _acceptor = acceptor;
        _options = options;
        _processor = processor;
        _observer = observer;
    }

    /// <summary>The address that peers connect to, with the actual port.</summary>
    public EndPoint LocalEndPoint => _acceptor.LocalEndPoint;

    /// <summary>A snapshot of the open connections.</summary>
    public IReadOnlyCollection<RemotingConnection> Connections => [.. _connections.Keys];

    /// <summary>Listens on a TCP port.</summary>
    /// <param name="options">Where and how.</param>
    /// <param name="processor">Answers the requests of every connection.</param>
    /// <param name="observer">Is told when connections open and close.</param>
    /// <returns>The listener, already accepting.</returns>
    /// <exception cref="ListenFailedException">The address cannot be listened on, for example because it is in use.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static RemotingListener Start(RemotingListenerOptions options, IRequestProcessor processor, IConnectionObserver? observer = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return Start(Bind(options), options, processor, observer);
    }

    /// <summary>Takes a TCP port without accepting yet, for an owner that must know the port before it can answer requests.</summary>
    /// <param name="options">Where.</param>
    /// <returns>The bound port; peers can connect and wait until it is passed to <c>Start</c>. Dispose it if it is not.</returns>
    /// <exception cref="ListenFailedException">The address cannot be listened on, for example because it is in use.</exception>
    public static ITransportAcceptor Bind(RemotingListenerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return SocketAcceptor.Bind(options.EndPoint, options.Backlog);
    }

    /// <summary>Listens where an acceptor already does.</summary>
    /// <param name="acceptor">The source of connections, which the listener owns from here on.</param>
    /// <param name="options">How; <see cref="RemotingListenerOptions.EndPoint" /> and <see cref="RemotingListenerOptions.Backlog" /> are not used.</param>
    /// <param name="processor">Answers the requests of every connection.</param>
    /// <param name="observer">Is told when connections open and close.</param>
    /// <returns>The listener, already accepting.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static RemotingListener Start(
        ITransportAcceptor acceptor,
        RemotingListenerOptions options,
        IRequestProcessor processor,
        IConnectionObserver? observer = null
    )
    {
        ArgumentNullException.ThrowIfNull(acceptor);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(processor);
        options.Validate();
        var listener = new RemotingListener(acceptor, options, processor, observer);
        listener._accepting = listener.AcceptLoopAsync();
        return listener;
    }

    /// <summary>Stops listening, frees the address and closes every connection.</summary>
    /// <param name="reason">Why; <see langword="null" /> closes connections in an orderly way, anything else breaks them at once.</param>
    /// <returns>A task that completes when every connection has closed.</returns>
    public async ValueTask CloseAsync(Exception? reason = null)
    {
        _closeReason = reason;
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _acceptor.DisposeAsync().ConfigureAwait(false);
        await _accepting.ConfigureAwait(false);
        await Task.WhenAll(Connections.Select(connection => connection.CloseAsync(reason).AsTask())).ConfigureAwait(false);
    }

    /// <summary>Stops listening and closes every connection in an orderly way.</summary>
    /// <returns>A task that completes when every connection has closed.</returns>
    public ValueTask DisposeAsync() => CloseAsync();

    void IConnectionObserver.OnOpened(RemotingConnection connection)
    {
        _connections[connection] = true;
        _observer?.OnOpened(connection);
    }

    void IConnectionObserver.OnClosed(RemotingConnection connection, Exception? reason)
    {
        _connections.TryRemove(connection, out _);
        _observer?.OnClosed(connection, reason);
    }

    private async Task AcceptLoopAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                IDuplexTransport? transport = await _acceptor.AcceptAsync().ConfigureAwait(false);
                if (transport is null)
                    return;
                _ = OpenAsync(transport);
            }
            catch (IOException failure)
            {
                // Usually the process is out of handles; trying again at once would only burn a core.
                Log.AcceptFailed(_options.Connection.Logger, failure, LocalEndPoint);
                await Task.Delay(PauseAfterFault, _options.Connection.TimeProvider, _stopping.Token)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task OpenAsync(IDuplexTransport transport)
    {
        EndPoint peer = transport.RemoteEndPoint;
        try
        {
            if (_options.Tls is { } tls)
            {
                if (await SecureAsync(transport, tls).ConfigureAwait(false) is not { } secured)
                    return;
                transport = secured;
            }

            var connection = new RemotingConnection(transport, _options.Connection, _processor, this);
            connection.Start();
            if (_stopping.IsCancellationRequested)
                await connection.CloseAsync(_closeReason).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            Log.Stopped(_options.Connection.Logger, peer);
        }
        catch (RemotingException failure)
        {
            Log.HandshakeFailed(_options.Connection.Logger, peer, failure.Message);
        }
    }

    // Null: the peer left before it said in which way it wants to speak.
    private async ValueTask<IDuplexTransport?> SecureAsync(IDuplexTransport transport, TlsServerOptions tls)
    {
        TimeProvider time = _options.Connection.TimeProvider;
        if (tls.AllowPlainText)
        {
            PeekedTransport? peeked = await PeekedTransport
                .PeekAsync(transport, _options.Connection.IdleTimeout, time, _stopping.Token)
                .ConfigureAwait(false);
            if (peeked is not { IsTls: true })
                return peeked;
            transport = peeked;
        }

        return await TlsTransport.AcceptAsync(transport, tls, time, _stopping.Token).ConfigureAwait(false);
    }

    private static partial class Log
    {
        [LoggerMessage(1011, LogLevel.Error, "{EndPoint} could not accept a connection.")]
        public static partial void AcceptFailed(ILogger logger, Exception failure, EndPoint endPoint);

        [LoggerMessage(1012, LogLevel.Warning, "The connection from {Peer} was refused: {Reason}")]
        public static partial void HandshakeFailed(ILogger logger, EndPoint peer, string reason);

        [LoggerMessage(1013, LogLevel.Debug, "The connection from {Peer} was given up because the listener stopped.")]
        public static partial void Stopped(ILogger logger, EndPoint peer);
    }
}
