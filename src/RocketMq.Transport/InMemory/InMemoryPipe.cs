using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;
using RocketMq.Transport.Staging;

namespace RocketMq.Transport.InMemory;

/// <summary>One direction of an in-memory pair: a bounded ring of bytes with one reader and one writer.</summary>
internal sealed class InMemoryPipe(int capacity) : IValueTaskSource<int>
{
    private readonly Lock _gate = new();
    private readonly byte[] _ring = new byte[capacity];
    private readonly WakeSignal _readable = new();
    private readonly WakeSignal _writable = new();
    private Memory<byte> _destination;
    private int _head;
    private int _count;
    private bool _ended;
    private bool _broken;

    /// <summary>Takes at least one byte; 0 once the writer has ended and the ring is empty.</summary>
    public ValueTask<int> ReadAsync(Memory<byte> destination)
    {
        lock (_gate)
        {
            if (TryRead(destination.Span, out int read))
                return ValueTask.FromResult(read);
            _destination = destination;
            return new ValueTask<int>(this, _readable.Arm());
        }
    }

    /// <summary>Puts all bytes into the ring, waiting for the reader whenever it is full.</summary>
    public ValueTask WriteAsync(ReadOnlyMemory<byte> source)
    {
        lock (_gate)
        {
            source = source[Write(source.Span)..];
            if (source.IsEmpty)
                return ValueTask.CompletedTask;
            return WriteWhenWritableAsync(source, _writable.Arm());
        }
    }

    /// <summary>The writer has finished: the reader gets what is in the ring, then the end.</summary>
    public void End()
    {
        lock (_gate)
        {
            _ended = true;
            _readable.Wake();
            _writable.Wake();
        }
    }

    /// <summary>The pair was cut: both sides fail from now on.</summary>
    public void Break()
    {
        lock (_gate)
        {
            _broken = true;
            _readable.Wake();
            _writable.Wake();
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask WriteWhenWritableAsync(ReadOnlyMemory<byte> source, short token)
    {
        while (true)
        {
            await new ValueTask(_writable, token).ConfigureAwait(false);
            lock (_gate)
            {
                source = source[Write(source.Span)..];
                if (source.IsEmpty)
                    return;
                token = _writable.Arm();
            }
        }
    }

    // The bytes are taken when the awaiting reader resumes, which keeps a waiting read free of allocations.
    int IValueTaskSource<int>.GetResult(short token)
    {
        lock (_gate)
        {
            _readable.GetResult(token);
            Memory<byte> destination = _destination;
            _destination = default;
            TryRead(destination.Span, out int read);
            return read;
        }
    }

    ValueTaskSourceStatus IValueTaskSource<int>.GetStatus(short token) => _readable.GetStatus(token);

    void IValueTaskSource<int>.OnCompleted(
        Action<object?> continuation,
        object? state,
        short token,
        ValueTaskSourceOnCompletedFlags flags
    ) => _readable.OnCompleted(continuation, state, token, flags);

    private bool TryRead(Span<byte> destination, out int read)
    {
        if (_broken)
            throw new IOException("The in-memory connection was cut.");
        read = Math.Min(_count, destination.Length);
        int untilWrap = Math.Min(read, _ring.Length - _head);
        _ring.AsSpan(_head, untilWrap).CopyTo(destination);
        _ring.AsSpan(0, read - untilWrap).CopyTo(destination[untilWrap..]);
        _head = (_head + read) % _ring.Length;
        _count -= read;
        if (read > 0)
            _writable.Wake();
        return read > 0 || _ended;
    }

    private int Write(ReadOnlySpan<byte> source)
    {
        if (_broken || _ended)
            throw new IOException("The in-memory connection is closed.");
        int written = Math.Min(_ring.Length - _count, source.Length);
        int tail = (_head + _count) % _ring.Length;
        int untilWrap = Math.Min(written, _ring.Length - tail);
        source[..untilWrap].CopyTo(_ring.AsSpan(tail));
        source[untilWrap..written].CopyTo(_ring);
        _count += written;
        if (written > 0)
            _readable.Wake();
        return written;
    }
}
