namespace RocketMq.Transport.InMemory;

/// <summary>Connects to the listeners of one in-memory network.</summary>
internal sealed class InMemoryConnectionFactory(InMemoryNetwork network) : IConnectionFactory
{
    public ValueTask<IDuplexTransport> ConnectAsync(RemotingEndPoint endPoint, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(network.Connect(endPoint));
    }
}
