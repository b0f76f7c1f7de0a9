using System.Security.Cryptography.X509Certificates;

namespace RocketMq.Transport;

/// <summary>The listening side of TLS. Immutable and thread-safe.</summary>
public sealed record TlsServerOptions
{
    /// <summary>The certificate to show, with its private key. Required.</summary>
    public required X509Certificate2 Certificate { get; init; }

    /// <summary>Whether peers may speak plain text instead: the first byte that they send, 0x16 for TLS, tells.</summary>
    /// <value><see langword="false" /> by default: they are refused.</value>
    public bool AllowPlainText { get; init; }

    /// <summary>Whether peers must show a certificate that is trusted.</summary>
    /// <value><see langword="false" /> by default.</value>
    public bool RequireClientCertificate { get; init; }

    /// <summary>Authorities whose peers are trusted, instead of the system's.</summary>
    /// <value><see langword="null" /> by default: the system's.</value>
    public X509Certificate2Collection? TrustedClientAuthorities { get; init; }

    /// <summary>How long a handshake may take.</summary>
    /// <value>10 s by default; positive.</value>
    public TimeSpan HandshakeTimeout { get; init; } = TimeSpan.FromSeconds(10);

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Certificate);
        if (!Certificate.HasPrivateKey)
            throw new ArgumentException("The server certificate has no private key; load it from a PFX file or from a PEM pair.");
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(HandshakeTimeout, TimeSpan.Zero);
    }
}
