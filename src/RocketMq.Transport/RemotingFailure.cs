namespace RocketMq.Transport;

/// <summary>Why a connection, or a request on it, failed.</summary>
public enum RemotingFailure
{
    /// <summary>The peer could not be reached: refused, unknown host, connect timeout, or still within the backoff after such a failure.</summary>
    ConnectFailed,

    /// <summary>The connection closed, by either end or by a fault, before the answer came.</summary>
    ConnectionClosed,

    /// <summary>No answer, or no room to send, within the timeout.</summary>
    Timeout,

    /// <summary>Every correlation slot of the connection is taken by requests whose answers are still outstanding.</summary>
    Overloaded,

    /// <summary>The frame to send is longer than the limit that both ends accept.</summary>
    FrameTooLarge,

    /// <summary>The peer sent bytes that are no valid frame; the connection was closed because nothing after them can be trusted.</summary>
    ProtocolViolation,

    /// <summary>The TLS handshake failed, for example because the peer's certificate is not trusted or names another host.</summary>
    TlsFailed,
}
