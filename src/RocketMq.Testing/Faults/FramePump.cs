using System.Net.Sockets;
using RocketMq.Protocol;

namespace RocketMq.Testing;

/// <summary>Carries the frames of one direction of one connection.</summary>
internal sealed class FramePump(ProxyConnection connection, Socket from, Socket to, FrameDirection direction, SeenRequests seen)
    : IDisposable
{
    private readonly FrameBuffer _buffer = new(connection.Link.Proxy.MaxFrameLength);
    private readonly SemaphoreSlim _turn = new(1, 1);

    public async Task RunAsync()
    {
        try
        {
            while (true)
            {
                int received = await from.ReceiveAsync(_buffer.Space, SocketFlags.None).ConfigureAwait(false);
                if (received == 0)
                    return;
                _buffer.Add(received);
                await connection.Link.WhenPassing.ConfigureAwait(false);
                if (connection.Swallows)
                    _buffer.Clear();
                else
                    await PassAsync().ConfigureAwait(false);
            }
        }
        catch (Exception ended)
            when (ended is SocketException or ObjectDisposedException or OperationCanceledException or ProtocolException)
        {
            // One end is gone or does not speak the protocol; the connection closes the other one.
        }
    }

    public void Dispose() => _turn.Dispose();

    // Frames that nothing befalls leave together, as they came.
    private async ValueTask PassAsync()
    {
        int untouched = 0;
        while (_buffer.TryPeek(untouched, out ReadOnlyMemory<byte> bytes))
        {
            RemotingFrame frame = FrameReader.Parse(bytes);
            RequestCode? code = seen.CodeOf(frame, direction);
            ReadOnlyMemory<byte> outgoing = RouteAddresses.Replace(bytes, frame, code, connection.Link.Proxy);
            ArmedFault? fault = connection.Link.Proxy.Befall(
                new()
                {
                    Server = connection.Link.Server,
                    Direction = direction,
                    Code = code,
                    Frame = frame,
                }
            );
            if (fault is null && outgoing.Equals(bytes))
            {
                untouched += bytes.Length;
                continue;
            }
            await SendAsync(_buffer.Take(untouched)).ConfigureAwait(false);
            untouched = 0;
            if (fault is null)
                await SendAsync(outgoing).ConfigureAwait(false);
            else
                await BefallAsync(fault, outgoing).ConfigureAwait(false);
            _buffer.Take(bytes.Length);
            if (connection.IsTorn)
            {
                _buffer.Clear();
                return;
            }
        }
        await SendAsync(_buffer.Take(untouched)).ConfigureAwait(false);
        _buffer.Compact();
    }

    private async ValueTask BefallAsync(ArmedFault fault, ReadOnlyMemory<byte> frame)
    {
        FaultAction action = fault.Fault.Action;
        switch (action.Kind)
        {
            case FaultKind.Drop:
                break;
            case FaultKind.Delay:
                _ = SendLaterAsync(frame.ToArray(), action.Time);
                break;
            case FaultKind.CutMidFrame:
                await SendAsync(frame[..fault.PlaceIn(frame.Length)]).ConfigureAwait(false);
                connection.Cut(to);
                break;
            case FaultKind.Reset:
                connection.Break();
                break;
            case FaultKind.Drip:
                await DripAsync(frame, action).ConfigureAwait(false);
                break;
            default:
                connection.GoSilent();
                break;
        }
    }

    private async ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.IsEmpty)
            return;
        await _turn.WaitAsync(connection.Ended).ConfigureAwait(false);
        try
        {
            await SendAllAsync(bytes).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async ValueTask DripAsync(ReadOnlyMemory<byte> frame, FaultAction action)
    {
        await _turn.WaitAsync(connection.Ended).ConfigureAwait(false);
        try
        {
            while (!frame.IsEmpty)
            {
                int piece = Math.Min(action.Bytes!.Value, frame.Length);
                await SendAllAsync(frame[..piece]).ConfigureAwait(false);
                frame = frame[piece..];
                if (action.Time > TimeSpan.Zero)
                    await Task.Delay(action.Time, connection.Link.Proxy.Time, connection.Ended).ConfigureAwait(false);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task SendLaterAsync(ReadOnlyMemory<byte> frame, TimeSpan time)
    {
        try
        {
            await Task.Delay(time, connection.Link.Proxy.Time, connection.Ended).ConfigureAwait(false);
            await connection.Link.WhenPassing.ConfigureAwait(false);
            if (!connection.Swallows)
                await SendAsync(frame).ConfigureAwait(false);
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The connection did not live as long as the frame was held back.
        }
    }

    private async ValueTask SendAllAsync(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
            bytes = bytes[await to.SendAsync(bytes, SocketFlags.None).ConfigureAwait(false)..];
    }
}
