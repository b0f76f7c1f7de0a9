using System.Net;
using System.Net.Sockets;

namespace RocketMq.Tests;

/// <summary>
/// A loopback connection that measures how long a moment is: bytes that were under way before a round trip over it have very likely arrived
/// when the round trip is over, however little time the machine has for this process. Used by one caller at a time.
/// </summary>
internal sealed class LoopbackEcho : IDisposable
{
    private readonly Socket _near;
    private readonly Socket _far;
    private readonly byte[] _sent = [1];
    private readonly byte[] _received = new byte[1];
    private readonly byte[] _echoed = new byte[1];

    private LoopbackEcho(Socket near, Socket far) => (_near, _far) = (near, far);

    public static async Task<LoopbackEcho> OpenAsync()
    {
        using Socket listener = CreateSocket();
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(1);
        Socket near = CreateSocket();
        await near.ConnectAsync(listener.LocalEndPoint!).ConfigureAwait(false);
        return new LoopbackEcho(near, await listener.AcceptAsync().ConfigureAwait(false));
    }

    /// <summary>Sends a byte there and back.</summary>
    public async Task RoundTripAsync()
    {
        // Both receives wait before anything is sent, so that each arrival goes the way of every other one: through the socket engine and the pool.
        Task<int> echoed = _near.ReceiveAsync(_echoed);
        Task<int> received = _far.ReceiveAsync(_received);
        await _near.SendAsync(_sent).ConfigureAwait(false);
        await received.ConfigureAwait(false);
        await _far.SendAsync(_sent).ConfigureAwait(false);
        await echoed.ConfigureAwait(false);
    }

    public void Dispose()
    {
        _near.Dispose();
        _far.Dispose();
    }

    private static Socket CreateSocket() => new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
}
