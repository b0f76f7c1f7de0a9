namespace RocketMq.Transport.Security;

/// <summary>Shows a transport as the stream that the TLS implementation wants.</summary>
internal sealed class TransportStream(IDuplexTransport transport) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException("A connection has no length.");

    public override long Position
    {
        get => throw new NotSupportedException("A connection has no position.");
        set => throw new NotSupportedException("A connection has no position.");
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // TLS probes with empty reads; a transport only knows real ones.
        if (buffer.IsEmpty)
            return ValueTask.FromResult(0);
        return cancellationToken.CanBeCanceled ? ReadAbortingAsync(buffer, cancellationToken) : transport.ReceiveAsync(buffer);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        buffer.IsEmpty ? ValueTask.CompletedTask : transport.SendAsync(buffer);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("Connections are read asynchronously.");

    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("Connections are written asynchronously.");

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("A connection cannot seek.");

    public override void SetLength(long value) => throw new NotSupportedException("A connection has no length.");

    public override async ValueTask DisposeAsync()
    {
        await transport.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    // Only the handshake passes a token; a handshake that is given up leaves nothing worth keeping.
    private async ValueTask<int> ReadAbortingAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        using (cancellationToken.UnsafeRegister(static transport => ((IDuplexTransport)transport!).Abort(), transport))
        {
            try
            {
                return await transport.ReceiveAsync(buffer).ConfigureAwait(false);
            }
            catch (Exception failure) when (cancellationToken.IsCancellationRequested)
            {
                throw new OperationCanceledException("The handshake was given up.", failure, cancellationToken);
            }
        }
    }
}
