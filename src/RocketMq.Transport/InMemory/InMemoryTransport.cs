using System.Net;

namespace RocketMq.Transport.InMemory;

/// <summary>One end of an in-memory pair.</summary>
internal sealed class InMemoryTransport(EndPoint local, EndPoint remote, InMemoryPipe incoming, InMemoryPipe outgoing) : IDuplexTransport
{
    public EndPoint LocalEndPoint { get; } = local;

    public EndPoint RemoteEndPoint { get; } = remote;

    public ValueTask<int> ReceiveAsync(Memory<byte> buffer) => incoming.ReadAsync(buffer);

    public ValueTask SendAsync(ReadOnlyMemory<byte> buffer) => outgoing.WriteAsync(buffer);

    // As with a socket: what was sent is still delivered, then the peer sees the end; the peer's own bytes go nowhere.
    public void Abort()
    {
        outgoing.End();
        incoming.Break();
    }

    public ValueTask DisposeAsync()
    {
        Abort();
        return ValueTask.CompletedTask;
    }

    /// <summary>Breaks both directions at once and loses what is under way, as pulling the cable and resetting would.</summary>
    public void Cut()
    {
        outgoing.Break();
        incoming.Break();
    }
}
