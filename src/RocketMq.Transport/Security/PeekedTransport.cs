using System.Net;

namespace RocketMq.Transport.Security;

/// <summary>A transport whose first byte was looked at; it is received again.</summary>
internal sealed class PeekedTransport : IDuplexTransport
{
    private const byte TlsHandshake = 0x16;

    private readonly IDuplexTransport _inner;
    private readonly byte _first;
    private bool _isFirstPending = true;

    private PeekedTransport(IDuplexTransport inner, byte first)
    {
        _inner = inner;
        _first = first;
    }

    public EndPoint LocalEndPoint => _inner.LocalEndPoint;

    public EndPoint RemoteEndPoint => _inner.RemoteEndPoint;

    /// <summary>Whether the peer begins a TLS handshake; the length of a remoting frame never begins with this byte.</summary>
    public bool IsTls => _first == TlsHandshake;

    /// <summary>Waits for the peer's first byte.</summary>
    /// <returns>The transport, or null if the peer closed without a word; the inner one is disposed then.</returns>
    /// <exception cref="RemotingException">The peer said nothing for too long, or the connection broke.</exception>
    public static async ValueTask<PeekedTransport?> PeekAsync(
        IDuplexTransport inner,
        TimeSpan limit,
        TimeProvider timeProvider,
        CancellationToken cancellationToken
    )
    {
        var first = new byte[1];
        using var timeout = new CancellationTokenSource(limit, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        int received;
        try
        {
            using (either.Token.UnsafeRegister(static transport => ((IDuplexTransport)transport!).Abort(), inner))
                received = await inner.ReceiveAsync(first).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is IOException or System.Net.Sockets.SocketException or ObjectDisposedException)
        {
            await inner.DisposeAsync().ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            throw new RemotingException(
                RemotingFailure.ConnectionClosed,
                $"{inner.RemoteEndPoint} sent nothing before its connection ended: {failure.Message}",
                innerException: failure
            );
        }

        if (received > 0)
            return new PeekedTransport(inner, first[0]);
        await inner.DisposeAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return null;
    }

    public ValueTask<int> ReceiveAsync(Memory<byte> buffer)
    {
        if (!_isFirstPending)
            return _inner.ReceiveAsync(buffer);
        _isFirstPending = false;
        buffer.Span[0] = _first;
        return ValueTask.FromResult(1);
    }

    public ValueTask SendAsync(ReadOnlyMemory<byte> buffer) => _inner.SendAsync(buffer);

    public void Abort() => _inner.Abort();

    public ValueTask DisposeAsync() => _inner.DisposeAsync();
}
