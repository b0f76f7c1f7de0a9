using System.Net;
using RocketMq.Transport;

namespace RocketMq.Tests.Transactions;

/// <summary>One socket of <see cref="CuttingConnections"/>.</summary>
internal sealed class CuttingTransport(IDuplexTransport inner, CuttingConnections owner) : IDuplexTransport
{
    private volatile bool _cutsAtAnswer;

    public EndPoint LocalEndPoint => inner.LocalEndPoint;

    public EndPoint RemoteEndPoint => inner.RemoteEndPoint;

    public async ValueTask<int> ReceiveAsync(Memory<byte> buffer)
    {
        int received = await inner.ReceiveAsync(buffer);
        return _cutsAtAnswer ? throw Cut() : received;
    }

    public async ValueTask SendAsync(ReadOnlyMemory<byte> buffer)
    {
        if (owner.Trips(buffer))
        {
            if (owner.Moment == CutMoment.BeforeRequestArrives)
                throw Cut();
            _cutsAtAnswer = true;
        }
        await inner.SendAsync(buffer);
    }

    public void Abort() => inner.Abort();

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private IOException Cut()
    {
        inner.Abort();
        owner.OnCut();
        return new IOException("cut by the test");
    }
}
