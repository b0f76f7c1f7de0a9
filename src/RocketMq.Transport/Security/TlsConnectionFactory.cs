using RocketMq.Transport.Security;

namespace RocketMq.Transport;

/// <summary>Speaks TLS over the streams of another factory. Thread-safe.</summary>
public sealed class TlsConnectionFactory : IConnectionFactory
{
    private readonly IConnectionFactory _inner;
    private readonly TlsClientOptions _options;
    private readonly TimeProvider _timeProvider;

    /// <summary>Creates a factory.</summary>
    /// <param name="inner">Makes the stream to encrypt, usually a <see cref="SocketConnectionFactory" />.</param>
    /// <param name="options">Whom to trust; defaults when <see langword="null" />.</param>
    /// <param name="timeProvider">The clock of the handshake timeout; the system's by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public TlsConnectionFactory(IConnectionFactory inner, TlsClientOptions? options = null, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(inner);
        _inner = inner;
        _options = options ?? new TlsClientOptions();
        _options.Validate();
        _timeProvider = timeProvider ?? TimeProvider.System;
    }

    /// <inheritdoc />
    public async ValueTask<IDuplexTransport> ConnectAsync(RemotingEndPoint endPoint, CancellationToken cancellationToken = default)
    {
        IDuplexTransport transport = await _inner.ConnectAsync(endPoint, cancellationToken).ConfigureAwait(false);
        return await TlsTransport.ConnectAsync(transport, endPoint, _options, _timeProvider, cancellationToken).ConfigureAwait(false);
    }
}
