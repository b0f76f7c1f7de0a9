using System.Net;
using System.Net.Sockets;
using RocketMq.Broker.Tests.Kit;

namespace RocketMq.Broker.Tests.Golden;

/// <summary>A socket that sends captured bytes as they are and reads whole frames.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly TcpClient _socket = new();

    public static async Task<RawConnection> OpenAsync(string address)
    {
        var connection = new RawConnection();
        await connection._socket.ConnectAsync(IPEndPoint.Parse(address), TestContext.Current.CancellationToken);
        return connection;
    }

    /// <summary>Sends a request and returns its answer; null for one that wants none. Frames that the broker sends on its own are passed over.</summary>
    public async Task<byte[]?> AskAsync(GoldenFrame request)
    {
        var stream = _socket.GetStream();
        await stream.WriteAsync(request.Bytes, TestContext.Current.CancellationToken);
        if (request.Parsed.IsOneWay)
            return null;
        while (true)
        {
            var bytes = await ReadFrameAsync(stream).Within($"an answer to golden frame {request.Sequence}");
            var frame = FrameReader.Parse(bytes);
            if (frame.IsResponse && frame.Opaque == request.Parsed.Opaque)
                return bytes;
        }
    }

    /// <summary>Sends bytes that want no answer.</summary>
    public async Task SendAsync(byte[] frame) => await _socket.GetStream().WriteAsync(frame, TestContext.Current.CancellationToken);

    /// <summary>The next frame that the broker sends on its own.</summary>
    public async Task<byte[]> NextRequestAsync()
    {
        while (true)
        {
            var bytes = await ReadFrameAsync(_socket.GetStream()).Within("a request of the broker");
            if (!FrameReader.Parse(bytes).IsResponse)
                return bytes;
        }
    }

    public void Dispose() => _socket.Dispose();

    private static async Task<byte[]> ReadFrameAsync(NetworkStream stream)
    {
        var prefix = new byte[4];
        await stream.ReadExactlyAsync(prefix, TestContext.Current.CancellationToken);
        FrameReader.TryGetLength(prefix, FrameLimits.DefaultMaxFrameLength, out var length);
        var frame = new byte[length];
        prefix.CopyTo(frame, 0);
        await stream.ReadExactlyAsync(frame.AsMemory(4), TestContext.Current.CancellationToken);
        return frame;
    }
}
