using RocketMq.Protocol;
using RocketMq.Transport.Receiving;

namespace RocketMq.Transport.Tests.Kit;

/// <summary>The far end of an in-memory pair, driven byte by byte by the test.</summary>
internal sealed class ScriptedPeer : IAsyncDisposable
{
    private readonly FrameReceiver _receiver = new(new ReceiveBlockPool(), FrameLimits.DefaultMaxFrameLength);
    private readonly IDuplexTransport _transport;

    private ScriptedPeer(IDuplexTransport transport, RemotingConnection connection)
    {
        _transport = transport;
        Connection = connection;
    }

    /// <summary>The connection under test.</summary>
    public RemotingConnection Connection { get; }

    public static ScriptedPeer Start(
        RemotingConnectionOptions? options = null,
        IRequestProcessor? processor = null,
        IConnectionObserver? observer = null
    )
    {
        (IDuplexTransport left, IDuplexTransport right) = InMemoryNetwork.CreatePair();
        var connection = new RemotingConnection(left, options, processor, observer);
        connection.Start();
        return new ScriptedPeer(right, connection);
    }

    /// <summary>The next frame that the connection sends, valid until the next call.</summary>
    public async Task<RemotingFrame> ReadFrameAsync()
    {
        RemotingFrame frame;
        while (!_receiver.TryRead(out frame))
        {
            int received = await _transport.ReceiveAsync(_receiver.GetMemory()).Within("the connection sends a frame");
            received.ShouldBePositive("the connection ended instead of sending a frame");
            _receiver.Advance(received);
        }

        return frame;
    }

    public Task SendAsync(ReadOnlyMemory<byte> bytes) => _transport.SendAsync(bytes).Within("the peer's bytes are taken");

    public Task AnswerAsync(int opaque, int queueId) => SendAsync(Answer(opaque, queueId));

    public static byte[] Answer(int opaque, int queueId, HeaderFormat format = HeaderFormat.Binary, byte[]? body = null)
    {
        using var buffer = new GrowableBuffer();
        FrameDefaults defaults = format == HeaderFormat.Json ? FrameDefaults.Json : FrameDefaults.Binary;
        FrameWriter.WriteResponse(buffer, 0, opaque, defaults, default, new GetMaxOffsetResponseHeader { Offset = queueId * 10L }, body);
        return buffer.WrittenSpan.ToArray();
    }

    public static byte[] Ask(int opaque, int queueId, CommandFlags flags = CommandFlags.None, byte[]? body = null)
    {
        using var buffer = new GrowableBuffer();
        FrameWriter.WriteRequest(buffer, RequestCode.GetMaxOffset, opaque, flags, FrameDefaults.Binary, Requests.Header(queueId), body);
        return buffer.WrittenSpan.ToArray();
    }

    public void HangUp() => _transport.Abort();

    public async ValueTask DisposeAsync()
    {
        await Connection.DisposeAsync().Within("the connection closes");
        await _transport.DisposeAsync();
        _receiver.Close();
    }
}
