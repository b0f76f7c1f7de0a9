using System.Security.Cryptography.X509Certificates;

namespace RocketMq.Broker;

/// <summary>TLS on both ports of an <see cref="EmbeddedBroker"/>. Read once at the start; the certificates are not disposed. Not thread-safe.</summary>
public sealed class BrokerTlsOptions
{
    /// <summary>The certificate to show, with its private key. Required.</summary>
    public required X509Certificate2 Certificate { get; init; }

    /// <summary>Which connections are taken.</summary>
    /// <value>Default <see cref="BrokerTlsMode.Permissive"/>, as on a real broker.</value>
    public BrokerTlsMode Mode { get; init; } = BrokerTlsMode.Permissive;

    /// <summary>Whether TLS clients must show a certificate.</summary>
    /// <value>Default false.</value>
    public bool RequireClientCertificate { get; init; }

    /// <summary>Authorities whose client certificates are trusted, instead of the system's.</summary>
    /// <value>Default null: the system's.</value>
    public X509Certificate2Collection? TrustedClientAuthorities { get; init; }
}
