using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using RocketMq.Transport;

namespace RocketMq.Testing;

/// <summary>A port of a <see cref="FaultProxy"/> and the server that it leads to. Thread-safe.</summary>
public sealed class ProxyLink
{
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<ProxyConnection, Task> _connections = new();
    private readonly FaultProxy _proxy;
    private readonly RemotingEndPoint _serverEndPoint;
    private readonly IPEndPoint _endPoint;
    private Socket? _listener;
    private Task _accepting = Task.CompletedTask;
    private TaskCompletionSource _isPassing = Passing();
    private LinkState _state = LinkState.Open;
    private bool _isClosed;

    internal ProxyLink(FaultProxy proxy, string server, RemotingEndPoint serverEndPoint, IPEndPoint endPoint)
    {
        _proxy = proxy;
        _serverEndPoint = serverEndPoint;
        Server = server;
        _listener = Listen(endPoint);
        _endPoint = (IPEndPoint)_listener.LocalEndPoint!;
        Address = _endPoint.ToString();
        _accepting = AcceptAsync(_listener);
    }

    /// <summary>Where clients connect to.</summary>
    /// <value><c>host:port</c>; the same as long as the proxy lives.</value>
    public string Address { get; }

    /// <summary>The server behind the link.</summary>
    /// <value><c>host:port</c>.</value>
    public string Server { get; }

    /// <summary>What it does with connections and bytes.</summary>
    public LinkState State
    {
        get
        {
            lock (_gate)
                return _state;
        }
    }

    /// <summary>How many connections of clients stand.</summary>
    public int Connections => _connections.Count;

    internal FaultProxy Proxy => _proxy;

    /// <summary>Completes when bytes may pass.</summary>
    internal Task WhenPassing
    {
        get
        {
            lock (_gate)
                return _isPassing.Task;
        }
    }

    /// <summary>Stops all bytes; nothing is lost. See <see cref="LinkState.Frozen"/>.</summary>
    public void Freeze() => Become(LinkState.Frozen);

    /// <summary>Makes the link half-open. See <see cref="LinkState.Silent"/>.</summary>
    public void Silence() => Become(LinkState.Silent);

    /// <summary>Resets every connection and refuses new ones. See <see cref="LinkState.Refusing"/>.</summary>
    public void Refuse() => Become(LinkState.Refusing);

    /// <summary>
    /// Opens the link: what was frozen goes on, and connections of which bytes were swallowed are reset, as their streams have holes now.
    /// </summary>
    /// <exception cref="ListenFailedException">Another program took the port meanwhile.</exception>
    public void Restore() => Become(LinkState.Open);

    /// <summary>Resets the connections that stand; new ones may follow at once.</summary>
    public void Reset()
    {
        foreach (ProxyConnection connection in _connections.Keys)
            connection.Break();
    }

    internal void Become(LinkState state)
    {
        lock (_gate)
        {
            if (_isClosed || _state == state)
                return;
            _state = state;
            if (state == LinkState.Frozen)
                _isPassing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            else
                _isPassing.TrySetResult();
            if (state == LinkState.Refusing)
                StopListening();
            else if (_listener is null)
                _accepting = AcceptAsync(_listener = Listen(_endPoint));
        }
        if (state == LinkState.Refusing)
            Reset();
        else if (state == LinkState.Open)
            ResetTorn();
    }

    internal async ValueTask CloseAsync()
    {
        lock (_gate)
        {
            _isClosed = true;
            _isPassing.TrySetResult();
            StopListening();
        }
        await _accepting.ConfigureAwait(false);
        Reset();
        await Task.WhenAll(_connections.Values).ConfigureAwait(false);
    }

    private bool IsRefusing
    {
        get
        {
            lock (_gate)
                return _isClosed || _state == LinkState.Refusing;
        }
    }

    private static TaskCompletionSource Passing()
    {
        var passing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        passing.SetResult();
        return passing;
    }

    private static Socket Listen(IPEndPoint endPoint)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(endPoint);
            socket.Listen();
            return socket;
        }
        catch (SocketException failure)
        {
            socket.Dispose();
            throw new ListenFailedException(
                endPoint,
                failure.SocketErrorCode == SocketError.AddressAlreadyInUse,
                $"The fault proxy cannot listen on {endPoint}: {failure.SocketErrorCode}. Bind it to another address.",
                failure
            );
        }
    }

    private void StopListening()
    {
        _listener?.Dispose();
        _listener = null;
    }

    private void ResetTorn()
    {
        foreach (ProxyConnection connection in _connections.Keys.Where(connection => connection.IsTorn))
            connection.Break();
    }

    private async Task AcceptAsync(Socket listener)
    {
        while (true)
        {
            Socket client;
            try
            {
                client = await listener.AcceptAsync().ConfigureAwait(false);
            }
            catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException)
            {
                return;
            }

            var connection = new ProxyConnection(this, client);
            // Before it runs: it takes itself out when it ends, which may be at once.
            _connections[connection] = Task.CompletedTask;
            Task running = ServeAsync(connection);
            _connections.TryUpdate(connection, running, Task.CompletedTask);
            if (IsRefusing)
                connection.Break();
        }
    }

    private async Task ServeAsync(ProxyConnection connection)
    {
        using (connection)
            await connection.RunAsync(_serverEndPoint).ConfigureAwait(false);
        _connections.TryRemove(connection, out _);
    }
}
