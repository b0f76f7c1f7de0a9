using System.Net.Security;

namespace RocketMq.Transport.Security;

/// <summary>Remembers what was wrong with a server's certificate, so that the error can say what to do about it.</summary>
internal sealed class CertificateFaults
{
    private SslPolicyErrors _errors;

    public bool Accept(SslPolicyErrors errors)
    {
        _errors = errors;
        return errors == SslPolicyErrors.None;
    }

    public string? Describe(string host)
    {
        if (_errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            return $"its certificate is not issued for '{host}'. Connect by a name in the certificate, or set TargetHost to one.";
        if (_errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors))
            return "its certificate is not trusted here. Add its authority to TrustedAuthorities or to the system's trusted certificates.";
        return _errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable) ? "it showed no certificate." : null;
    }
}
