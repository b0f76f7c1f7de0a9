using System.Net;
using System.Net.Sockets;
using RocketMq.Transport.Dialing;

namespace RocketMq.Transport.Listening;

/// <summary>A listening TCP socket.</summary>
internal sealed class SocketAcceptor : ITransportAcceptor
{
    private readonly Socket _socket;
    private bool _isDisposed;

    private SocketAcceptor(Socket socket)
    {
        _socket = socket;
        LocalEndPoint = socket.LocalEndPoint!;
    }

    public EndPoint LocalEndPoint { get; }

    public static SocketAcceptor Bind(IPEndPoint endPoint, int backlog)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(endPoint);
            socket.Listen(backlog);
            return new SocketAcceptor(socket);
        }
        catch (SocketException failure)
        {
            socket.Dispose();
            throw Describe(endPoint, failure);
        }
    }

    public async ValueTask<IDuplexTransport?> AcceptAsync()
    {
        while (true)
        {
            try
            {
                Socket accepted = await _socket.AcceptAsync().ConfigureAwait(false);
                if (TryWrap(accepted) is { } transport)
                    return transport;
            }
            catch (Exception) when (Volatile.Read(ref _isDisposed))
            {
                return null;
            }
            catch (SocketException failure)
            {
                throw new IOException($"{LocalEndPoint} could not accept a connection: {failure.Message}", failure);
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        Volatile.Write(ref _isDisposed, true);
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private static SocketTransport? TryWrap(Socket accepted)
    {
        try
        {
            return new SocketTransport(accepted);
        }
        catch (SocketException)
        {
            // The peer reset the connection before it was accepted; there is nobody left to serve.
            accepted.Dispose();
            return null;
        }
    }

    private static ListenFailedException Describe(IPEndPoint endPoint, SocketException failure) =>
        failure.SocketErrorCode switch
        {
            SocketError.AddressAlreadyInUse => new ListenFailedException(
                endPoint,
                isInUse: true,
                $"Cannot listen on {endPoint}: another program already listens on port {endPoint.Port}. "
                    + "Stop that program, choose another port, or use port 0 for any free one.",
                failure
            ),
            SocketError.AccessDenied => new ListenFailedException(
                endPoint,
                isInUse: false,
                $"Cannot listen on {endPoint}: the system does not allow this user to use port {endPoint.Port}. Choose a port above 1023.",
                failure
            ),
            SocketError.AddressNotAvailable => new ListenFailedException(
                endPoint,
                isInUse: false,
                $"Cannot listen on {endPoint}: this machine has no address {endPoint.Address}. Use one of its own, or 0.0.0.0 for all of them.",
                failure
            ),
            _ => new ListenFailedException(
                endPoint,
                isInUse: false,
                $"Cannot listen on {endPoint}: {failure.SocketErrorCode} ({failure.Message}). Choose another address or port.",
                failure
            ),
        };
}
