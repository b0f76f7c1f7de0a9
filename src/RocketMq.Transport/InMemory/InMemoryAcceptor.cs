using System.Net;
using System.Threading.Channels;

namespace RocketMq.Transport.InMemory;

/// <summary>A listening address of an <see cref="InMemoryNetwork" />.</summary>
internal sealed class InMemoryAcceptor(InMemoryNetwork network, RemotingEndPoint endPoint) : ITransportAcceptor
{
    private readonly Channel<IDuplexTransport> _incoming = Channel.CreateUnbounded<IDuplexTransport>();

    public RemotingEndPoint Address { get; } = endPoint;

    public EndPoint LocalEndPoint { get; } = new DnsEndPoint(endPoint.Host, endPoint.Port);

    public bool TryOffer(IDuplexTransport transport) => _incoming.Writer.TryWrite(transport);

    public async ValueTask<IDuplexTransport?> AcceptAsync()
    {
        while (await _incoming.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            if (_incoming.Reader.TryRead(out IDuplexTransport? transport))
                return transport;
        }

        return null;
    }

    public ValueTask DisposeAsync()
    {
        network.Remove(this);
        _incoming.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }
}
