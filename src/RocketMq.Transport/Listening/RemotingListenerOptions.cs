using System.Net;

namespace RocketMq.Transport;

/// <summary>Where and how a <see cref="RemotingListener" /> accepts connections. Immutable and thread-safe.</summary>
public sealed record RemotingListenerOptions
{
    /// <summary>The address to listen on; port 0 takes any free port.</summary>
    /// <value>A free port on the loopback interface by default.</value>
    public IPEndPoint EndPoint { get; init; } = new(IPAddress.Loopback, 0);

    /// <summary>How many connections may wait to be accepted.</summary>
    /// <value>512 by default; positive.</value>
    public int Backlog { get; init; } = 512;

    /// <summary>How accepted connections speak and what they tolerate; also the clock and the logger of the listener.</summary>
    /// <value>The defaults of <see cref="RemotingConnectionOptions" />.</value>
    public RemotingConnectionOptions Connection { get; init; } = new();

    /// <summary>Makes the listener speak TLS, and nothing else unless <see cref="TlsServerOptions.AllowPlainText" /> says so.</summary>
    /// <value><see langword="null" /> by default: plain text.</value>
    public TlsServerOptions? Tls { get; init; }

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(EndPoint);
        ArgumentOutOfRangeException.ThrowIfLessThan(Backlog, 1);
        ArgumentNullException.ThrowIfNull(Connection);
        Connection.Validate();
        Tls?.Validate();
    }
}
