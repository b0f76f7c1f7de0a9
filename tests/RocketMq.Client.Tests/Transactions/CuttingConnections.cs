using RocketMq.Protocol;
using RocketMq.Transport;

namespace RocketMq.Tests.Transactions;

/// <summary>Sockets of which one is cut at the moment when a request of a certain code goes over it.</summary>
internal sealed class CuttingConnections : IConnectionFactory
{
    private readonly SocketConnectionFactory _sockets = new();
    private readonly TaskCompletionSource _cut = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _armed;
    private CutMoment _moment;

    /// <summary>Completes when a connection was cut.</summary>
    public Task Cut => _cut.Task;

    public CutMoment Moment => _moment;

    /// <summary>Cuts the connection that the next request of this code takes.</summary>
    public void Arm(RequestCode code, CutMoment moment)
    {
        _moment = moment;
        Volatile.Write(ref _armed, (int)code);
    }

    public async ValueTask<IDuplexTransport> ConnectAsync(RemotingEndPoint endPoint, CancellationToken cancellationToken = default) =>
        new CuttingTransport(await _sockets.ConnectAsync(endPoint, cancellationToken), this);

    /// <summary>The opaque of the request if these frames hold it; once.</summary>
    public int? FindRequest(ReadOnlyMemory<byte> frames)
    {
        int armed = Volatile.Read(ref _armed);
        if (armed == 0)
            return null;
        foreach (RemotingFrame frame in Parse(frames))
        {
            if (!frame.IsResponse && frame.Code == armed)
                return Interlocked.CompareExchange(ref _armed, 0, armed) == armed ? frame.Opaque : null;
        }
        return null;
    }

    /// <summary>Whether these frames hold the answer to a request; other answers may come before it.</summary>
    public static bool HoldAnswer(ReadOnlyMemory<byte> frames, int opaque) =>
        Parse(frames).Any(frame => frame.IsResponse && frame.Opaque == opaque);

    private static IEnumerable<RemotingFrame> Parse(ReadOnlyMemory<byte> frames)
    {
        while (FrameReader.TryGetLength(frames.Span, FrameLimits.DefaultMaxFrameLength, out int length))
        {
            yield return FrameReader.Parse(frames[..length]);
            frames = frames[length..];
        }
    }

    public void OnCut() => _cut.TrySetResult();
}
