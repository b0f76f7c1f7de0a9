using System.Net;

namespace RocketMq.Transport.Tests.Kit;

/// <summary>A transport whose first send never finishes and that never receives, until it is aborted.</summary>
internal sealed class HeldTransport : IDuplexTransport
{
    private readonly TaskCompletionSource<int> _aborted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource SendStarted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public EndPoint LocalEndPoint { get; } = new DnsEndPoint("here", 1);

    public EndPoint RemoteEndPoint { get; } = new DnsEndPoint("there", 1);

    public ValueTask<int> ReceiveAsync(Memory<byte> buffer) => new(_aborted.Task);

    public ValueTask SendAsync(ReadOnlyMemory<byte> buffer)
    {
        SendStarted.TrySetResult();
        return new ValueTask(_aborted.Task);
    }

    public void Abort() => _aborted.TrySetException(new IOException("aborted"));

    public ValueTask DisposeAsync()
    {
        Abort();
        return ValueTask.CompletedTask;
    }
}
