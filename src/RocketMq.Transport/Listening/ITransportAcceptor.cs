using System.Net;

namespace RocketMq.Transport;

/// <summary>Where byte streams from peers come in. The counterpart of <see cref="IConnectionFactory" /> for the listening side.</summary>
/// <remarks>Disposing it frees the address and ends an outstanding <see cref="AcceptAsync" />.</remarks>
public interface ITransportAcceptor : IAsyncDisposable
{
    /// <summary>The address that peers connect to, with the actual port.</summary>
    EndPoint LocalEndPoint { get; }

    /// <summary>Waits for the next peer. Called by one listener at a time.</summary>
    /// <returns>The open stream, which the caller owns; <see langword="null" /> once the acceptor was disposed.</returns>
    /// <exception cref="IOException">One peer could not be accepted; the next call may succeed.</exception>
    ValueTask<IDuplexTransport?> AcceptAsync();
}
