using System.Security.Cryptography.X509Certificates;

namespace RocketMq;

/// <summary>The connecting side of TLS. The server's certificate must be valid, trusted and issued for the host unless it says otherwise here.</summary>
/// <remarks>Immutable and thread-safe, apart from the collections, which must not change while in use.</remarks>
public sealed record TlsClientOptions
{
    /// <summary>The name that the server's certificate must carry.</summary>
    /// <value><see langword="null" /> by default: the host that is connected to.</value>
    public string? TargetHost { get; init; }

    /// <summary>Authorities to trust instead of the system's, for clusters with a certificate authority of their own.</summary>
    /// <value><see langword="null" /> by default: the system's.</value>
    public X509Certificate2Collection? TrustedAuthorities { get; init; }

    /// <summary>Certificates to show when the server asks, with their private keys.</summary>
    /// <value><see langword="null" /> by default: none.</value>
    public X509Certificate2Collection? ClientCertificates { get; init; }

    /// <summary>
    /// Accepts whatever certificate the server shows, for any host, expired or self-signed. The connection is then encrypted, but anybody in between
    /// can read and change it: for experiments only.
    /// </summary>
    /// <value><see langword="false" /> by default.</value>
    public bool AcceptAnyServerCertificate { get; init; }

    /// <summary>How long a handshake may take.</summary>
    /// <value>10 s by default; positive.</value>
    public TimeSpan HandshakeTimeout { get; init; } = TimeSpan.FromSeconds(10);

    internal void Validate() => ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(HandshakeTimeout, TimeSpan.Zero);
}
