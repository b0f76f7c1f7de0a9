using System.Net;
using RocketMq.Transport;

namespace RocketMq.Tests.Transactions;

/// <summary>One socket of <see cref="CuttingConnections"/>.</summary>
internal sealed class CuttingTransport(IDuplexTransport inner, CuttingConnections owner) : IDuplexTransport
{
    private const int None = -1;

    private volatile int _cutsAtAnswerTo = None;

    public EndPoint LocalEndPoint => inner.LocalEndPoint;

    public EndPoint RemoteEndPoint => inner.RemoteEndPoint;

    public async ValueTask<int> ReceiveAsync(Memory<byte> buffer)
    {
        int received = await inner.ReceiveAsync(buffer);
        int opaque = _cutsAtAnswerTo;
        return opaque != None && CuttingConnections.HoldAnswer(buffer[..received], opaque) ? throw Cut() : received;
    }

    public async ValueTask SendAsync(ReadOnlyMemory<byte> buffer)
    {
        if (owner.FindRequest(buffer) is { } opaque)
        {
            if (owner.Moment == CutMoment.BeforeRequestArrives)
                throw Cut();
            _cutsAtAnswerTo = opaque;
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
