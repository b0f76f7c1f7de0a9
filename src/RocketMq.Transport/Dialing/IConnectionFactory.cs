namespace RocketMq;

/// <summary>Makes the byte stream to a peer. The seam at which TLS, the in-memory network and fault-injecting proxies plug in. Thread-safe.</summary>
public interface IConnectionFactory
{
    /// <summary>Connects to a peer.</summary>
    /// <param name="endPoint">Whom to reach.</param>
    /// <param name="cancellationToken">Gives up connecting.</param>
    /// <returns>The open stream, which the caller owns.</returns>
    /// <exception cref="Transport.RemotingException">The peer could not be reached or the handshake failed; the message names it.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    ValueTask<IDuplexTransport> ConnectAsync(RemotingEndPoint endPoint, CancellationToken cancellationToken = default);
}
