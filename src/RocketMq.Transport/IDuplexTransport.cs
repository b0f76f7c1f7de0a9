using System.Net;

namespace RocketMq;

/// <summary>A bidirectional byte stream under one <see cref="Transport.RemotingConnection" />: a socket, TLS over another transport, or a pair in memory.</summary>
/// <remarks>
/// At most one receive and one send are outstanding at a time, but the two may overlap. <see cref="Abort" /> may be called from any thread and
/// ends both. A transport belongs to one connection, which aborts it when it closes.
/// </remarks>
public interface IDuplexTransport : IAsyncDisposable
{
    /// <summary>The local end, for logs and errors.</summary>
    EndPoint LocalEndPoint { get; }

    /// <summary>The peer's end, for logs and errors.</summary>
    EndPoint RemoteEndPoint { get; }

    /// <summary>Receives what is there, at least one byte, waiting if there is nothing yet.</summary>
    /// <param name="buffer">Where to put the bytes; not empty.</param>
    /// <returns>The number of bytes received; 0 when the peer has finished sending.</returns>
    /// <exception cref="IOException">The stream broke or was aborted; sockets report a <see cref="System.Net.Sockets.SocketException" /> instead.</exception>
    ValueTask<int> ReceiveAsync(Memory<byte> buffer);

    /// <summary>Sends all bytes. The buffer must stay untouched until the returned task completes.</summary>
    /// <param name="buffer">The bytes to send; not empty.</param>
    /// <returns>A task that completes when the stream has taken every byte.</returns>
    /// <exception cref="IOException">The stream broke or was aborted; sockets report a <see cref="System.Net.Sockets.SocketException" /> instead.</exception>
    ValueTask SendAsync(ReadOnlyMemory<byte> buffer);

    /// <summary>Breaks the stream at once: an outstanding receive or send fails, and the peer sees the end of the stream. Idempotent and thread-safe.</summary>
    void Abort();
}
