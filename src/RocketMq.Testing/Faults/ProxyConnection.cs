using System.Net.Sockets;
using RocketMq.Protocol;
using RocketMq.Transport;

namespace RocketMq.Testing;

/// <summary>A client's connection and the one to the server that belongs to it.</summary>
internal sealed class ProxyConnection(ProxyLink link, Socket client) : IDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private Socket? _server;
    private volatile bool _isSilent;
    private volatile bool _isTorn;

    /// <summary>Whether bytes were swallowed, so that the stream cannot go on.</summary>
    public bool IsTorn => _isTorn;

    /// <summary>Cancelled when the connection has ended.</summary>
    public CancellationToken Ended => _ended.Token;

    public ProxyLink Link => link;

    /// <summary>Whether bytes are taken and none passed on.</summary>
    public bool Swallows
    {
        get
        {
            if (!_isSilent && link.State != LinkState.Silent)
                return false;
            _isTorn = true;
            return true;
        }
    }

    public async Task RunAsync(RemotingEndPoint serverEndPoint)
    {
        try
        {
            client.NoDelay = true;
            if (!Swallows)
                _server = await ConnectAsync(serverEndPoint).ConfigureAwait(false);
            await PumpAsync().ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // The server refuses, or the client left meanwhile: for the client both are a connection that does not stand.
            Break();
        }
        finally
        {
            await _ended.CancelAsync().ConfigureAwait(false);
            Close();
        }
    }

    /// <summary>From now on bytes are taken and none passed on.</summary>
    public void GoSilent() => _isTorn = _isSilent = true;

    /// <summary>Ends one end's stream after what was sent to it, and the other end at once.</summary>
    public void Cut(Socket to)
    {
        GoSilent();
        to.Shutdown(SocketShutdown.Send);
        Socket? other = to == client ? _server : client;
        other?.Dispose();
    }

    public void Dispose() => _ended.Dispose();

    /// <summary>Resets both ends.</summary>
    public void Break()
    {
        BreakOne(client);
        if (_server is { } server)
            BreakOne(server);
    }

    private static async Task<Socket> ConnectAsync(RemotingEndPoint endPoint)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(endPoint.Host, endPoint.Port).ConfigureAwait(false);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task PumpAsync()
    {
        var seen = new SeenRequests();
        using FramePump up = new(this, client, _server ?? client, FrameDirection.ToServer, seen);
        using FramePump? down = _server is { } server ? new(this, server, client, FrameDirection.ToClient, seen) : null;
        Task toServer = up.RunAsync();
        Task toClient = down?.RunAsync() ?? toServer;
        await Task.WhenAny(toServer, toClient).ConfigureAwait(false);
        // An end that is silent is left in the belief that the other one still stands.
        if (!_isSilent)
            Close();
        await Task.WhenAll(toServer, toClient).ConfigureAwait(false);
    }

    private static void BreakOne(Socket socket)
    {
        try
        {
            // Discards what is under way and sends a reset instead of an end.
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // It has ended by itself.
        }
        socket.Dispose();
    }

    private void Close()
    {
        client.Dispose();
        _server?.Dispose();
    }
}
