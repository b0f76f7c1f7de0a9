namespace RocketMq.Broker;

/// <summary>Which connections an <see cref="EmbeddedBroker"/> takes on its two ports (<c>tls.server.mode</c> of a real one).</summary>
public enum BrokerTlsMode
{
    /// <summary>Plain text only.</summary>
    Disabled = 0,

    /// <summary>Plain text and TLS on the same port; the first byte of a connection tells which. What real servers do by default.</summary>
    Permissive = 1,

    /// <summary>TLS only.</summary>
    Enforcing = 2,
}
