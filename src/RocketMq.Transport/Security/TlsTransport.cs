using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace RocketMq.Transport.Security;

/// <summary>An authenticated TLS stream over another transport.</summary>
internal sealed class TlsTransport : IDuplexTransport
{
    private readonly IDuplexTransport _inner;
    private readonly SslStream _stream;

    private TlsTransport(IDuplexTransport inner)
    {
        _inner = inner;
        _stream = new SslStream(new TransportStream(inner), leaveInnerStreamOpen: false);
    }

    public EndPoint LocalEndPoint => _inner.LocalEndPoint;

    public EndPoint RemoteEndPoint => _inner.RemoteEndPoint;

    public static ValueTask<IDuplexTransport> ConnectAsync(
        IDuplexTransport inner,
        RemotingEndPoint endPoint,
        TlsClientOptions options,
        TimeProvider timeProvider,
        CancellationToken cancellationToken
    )
    {
        string host = options.TargetHost ?? endPoint.Host;
        var faults = new CertificateFaults();
        var authentication = new SslClientAuthenticationOptions
        {
            TargetHost = host,
            ClientCertificates = options.ClientCertificates,
            CertificateChainPolicy = CreateChainPolicy(options.TrustedAuthorities),
            RemoteCertificateValidationCallback = (_, _, _, errors) => options.AcceptAnyServerCertificate || faults.Accept(errors),
        };
        return new TlsTransport(inner).HandshakeAsync(
            (stream, token) => stream.AuthenticateAsClientAsync(authentication, token),
            options.HandshakeTimeout,
            timeProvider,
            failure => $"The TLS handshake with {endPoint} failed: {faults.Describe(host) ?? failure.Message}",
            cancellationToken
        );
    }

    public static ValueTask<IDuplexTransport> AcceptAsync(
        IDuplexTransport inner,
        TlsServerOptions options,
        TimeProvider timeProvider,
        CancellationToken cancellationToken
    )
    {
        var authentication = new SslServerAuthenticationOptions
        {
            ServerCertificate = options.Certificate,
            ClientCertificateRequired = options.RequireClientCertificate,
            CertificateChainPolicy = CreateChainPolicy(options.TrustedClientAuthorities),
        };
        return new TlsTransport(inner).HandshakeAsync(
            (stream, token) => stream.AuthenticateAsServerAsync(authentication, token),
            options.HandshakeTimeout,
            timeProvider,
            failure =>
                $"The TLS handshake with {inner.RemoteEndPoint} failed: {failure.Message}"
                + (options.AllowPlainText ? string.Empty : " A peer that speaks plain text is refused here."),
            cancellationToken
        );
    }

    public ValueTask<int> ReceiveAsync(Memory<byte> buffer) => _stream.ReadAsync(buffer);

    public ValueTask SendAsync(ReadOnlyMemory<byte> buffer) => _stream.WriteAsync(buffer);

    // The TLS farewell would have to wait for the peer; the protocol frames its own messages, so its absence cannot hide a truncation.
    public void Abort() => _inner.Abort();

    public async ValueTask DisposeAsync()
    {
        _inner.Abort();
        await _stream.DisposeAsync().ConfigureAwait(false);
    }

    private async ValueTask<IDuplexTransport> HandshakeAsync(
        Func<SslStream, CancellationToken, Task> authenticate,
        TimeSpan handshakeTimeout,
        TimeProvider timeProvider,
        Func<Exception, string> describe,
        CancellationToken cancellationToken
    )
    {
        using var timeout = new CancellationTokenSource(handshakeTimeout, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await authenticate(_stream, either.Token).ConfigureAwait(false);
            return this;
        }
        catch (Exception failure)
        {
            await DisposeAsync().ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            if (failure is OperationCanceledException)
                failure = new TimeoutException($"it took longer than {handshakeTimeout.TotalSeconds:0.###} s.", failure);
            if (failure is not (AuthenticationException or IOException or System.Net.Sockets.SocketException or TimeoutException))
                throw;
            throw new RemotingException(RemotingFailure.TlsFailed, describe(failure), innerException: failure);
        }
    }

    private static X509ChainPolicy? CreateChainPolicy(X509Certificate2Collection? authorities)
    {
        if (authorities is null)
            return null;
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(authorities);
        return policy;
    }
}
