using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Net.Sockets;
using RocketMq.Protocol;

namespace RocketMq.Benchmarks.Transport;

/// <summary>
/// The usual way to write such a client: a lock around write and flush of each frame, a dictionary of completion sources with a timeout each, a copy
/// of each answer. It shares the frame codec with the other contestant, so that only the connections are compared.
/// </summary>
internal sealed class NaiveContestant : IContestant
{
    private readonly ConcurrentDictionary<int, TaskCompletionSource<RemotingFrame>> _pending = new();
    private readonly SemaphoreSlim _writeLock = new(1, 1);
    private readonly GrowableBuffer _frame = new();
    private readonly NetworkStream _stream;
    private readonly PipeWriter _writer;
    private readonly Task _reading;
    private int _lastOpaque;
    private long _sends;

    private NaiveContestant(Socket socket)
    {
        _stream = new NetworkStream(socket, ownsSocket: true);
        _writer = PipeWriter.Create(_stream);
        _reading = ReadAsync(PipeReader.Create(_stream));
    }

    public string Name => "flush per frame";

    public long Sends => Volatile.Read(ref _sends);

    public static async Task<NaiveContestant> ConnectAsync(int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync("127.0.0.1", port, cancellationToken);
        return new NaiveContestant(socket);
    }

    public async Task CallAsync(Caller caller)
    {
        while (!caller.IsOver)
        {
            RemotingFrame answer = await SendAsync();
            caller.Count(answer.ReadHeader<SendMessageResponseHeader>().QueueOffset);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _frame.Dispose();
        _writeLock.Dispose();
    }

    private async ValueTask<RemotingFrame> SendAsync()
    {
        int opaque = Interlocked.Increment(ref _lastOpaque);
        var completion = new TaskCompletionSource<RemotingFrame>(TaskCreationOptions.RunContinuationsAsynchronously);
        _pending[opaque] = completion;
        await _writeLock.WaitAsync();
        try
        {
            _frame.Clear();
            FrameWriter.WriteRequest(
                _frame,
                RequestCode.SendMessageV2,
                opaque,
                CommandFlags.None,
                FrameDefaults.Binary,
                BenchmarkRequest.Header,
                BenchmarkRequest.Body
            );
            _writer.Write(_frame.WrittenSpan);
            _sends++;
            await _writer.FlushAsync();
        }
        finally
        {
            _writeLock.Release();
        }

        return await completion.Task.WaitAsync(BenchmarkRequest.Timeout, TimeProvider.System);
    }

    private async Task ReadAsync(PipeReader reader)
    {
        while (true)
        {
            ReadResult result = await reader.ReadAsync();
            ReadOnlySequence<byte> rest = result.Buffer;
            while (TryReadFrame(ref rest, out RemotingFrame frame))
            {
                if (_pending.TryRemove(frame.Opaque, out TaskCompletionSource<RemotingFrame>? completion))
                    completion.SetResult(frame);
            }

            reader.AdvanceTo(rest.Start, rest.End);
            if (result.IsCompleted)
                return;
        }
    }

    private static bool TryReadFrame(ref ReadOnlySequence<byte> rest, out RemotingFrame frame)
    {
        frame = default;
        Span<byte> prefix = stackalloc byte[FrameLimits.PrefixLength];
        if (rest.Length < prefix.Length)
            return false;
        rest.Slice(0, prefix.Length).CopyTo(prefix);
        FrameReader.TryGetLength(prefix, FrameLimits.DefaultMaxFrameLength, out int length);
        if (rest.Length < length)
            return false;
        frame = FrameReader.Parse(rest.Slice(0, length).ToArray());
        rest = rest.Slice(length);
        return true;
    }
}
