using System.Net.Sockets;
using RocketMq.Transport.Dialing;

namespace RocketMq.Transport;

/// <summary>Connects over TCP, with TCP_NODELAY. Resolves host names; tries every address that a name resolves to. Thread-safe.</summary>
public sealed class SocketConnectionFactory : IConnectionFactory
{
    private readonly TimeProvider _timeProvider;

    /// <summary>Creates a factory.</summary>
    /// <param name="connectTimeout">How long one connect may take, including name resolution; 3 s by default, as in the Java client.</param>
    /// <param name="timeProvider">The clock of the timeout; the system's by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">The timeout is not positive.</exception>
    public SocketConnectionFactory(TimeSpan? connectTimeout = null, TimeProvider? timeProvider = null)
    {
        ConnectTimeout = connectTimeout ?? TimeSpan.FromSeconds(3);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(ConnectTimeout, TimeSpan.Zero, nameof(connectTimeout));
        _timeProvider = timeProvider ?? TimeProvider.System;
    }

    /// <summary>How long one connect may take, including name resolution.</summary>
    /// <value>3 s by default.</value>
    public TimeSpan ConnectTimeout { get; }

    /// <inheritdoc />
    public async ValueTask<IDuplexTransport> ConnectAsync(RemotingEndPoint endPoint, CancellationToken cancellationToken = default)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await ConnectAsync(socket, endPoint, cancellationToken).ConfigureAwait(false);
            return new SocketTransport(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async ValueTask ConnectAsync(Socket socket, RemotingEndPoint endPoint, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(ConnectTimeout, _timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await socket.ConnectAsync(endPoint.Host, endPoint.Port, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException cancelled) when (!cancellationToken.IsCancellationRequested)
        {
            throw new RemotingException(
                RemotingFailure.ConnectFailed,
                $"Connecting to {endPoint} took longer than {ConnectTimeout.TotalSeconds:0.###} s. "
                    + "Check that the address is right and that no firewall swallows the packets.",
                innerException: cancelled
            );
        }
        catch (SocketException failure)
        {
            throw new RemotingException(
                RemotingFailure.ConnectFailed,
                $"Cannot connect to {endPoint}: {failure.SocketErrorCode}. Check that a name server or broker listens there.",
                innerException: failure
            );
        }
    }
}
