using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace RocketMq.Transport.Dialing;

/// <summary>A connected TCP socket.</summary>
internal sealed class SocketTransport : IDuplexTransport
{
    private readonly Socket _socket;

    public SocketTransport(Socket socket)
    {
        _socket = socket;
        // The staging buffer already batches; Nagle's algorithm would only add its delay on top.
        socket.NoDelay = true;
        LocalEndPoint = socket.LocalEndPoint!;
        RemoteEndPoint = socket.RemoteEndPoint!;
    }

    public EndPoint LocalEndPoint { get; }

    public EndPoint RemoteEndPoint { get; }

    public ValueTask<int> ReceiveAsync(Memory<byte> buffer) => _socket.ReceiveAsync(buffer, SocketFlags.None);

    public ValueTask SendAsync(ReadOnlyMemory<byte> buffer)
    {
        ValueTask<int> sending = _socket.SendAsync(buffer, SocketFlags.None);
        if (!sending.IsCompletedSuccessfully)
            return SendRestAsync(sending, buffer);
        int sent = sending.Result;
        return sent == buffer.Length
            ? ValueTask.CompletedTask
            : SendRestAsync(_socket.SendAsync(buffer[sent..], SocketFlags.None), buffer[sent..]);
    }

    // Disposing without a linger option lets the kernel deliver what it has taken and then tells the peer that the stream ended.
    public void Abort() => _socket.Dispose();

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask SendRestAsync(ValueTask<int> sending, ReadOnlyMemory<byte> rest)
    {
        while (true)
        {
            rest = rest[await sending.ConfigureAwait(false)..];
            if (rest.IsEmpty)
                return;
            sending = _socket.SendAsync(rest, SocketFlags.None);
        }
    }
}
