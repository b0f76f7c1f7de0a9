using RocketMq.Protocol;

namespace RocketMq.Consuming;

/// <summary>
/// One assigned message queue as this consumer sees it: what was pulled, what is being handled, how far it may be committed. Thread-safe.
/// </summary>
/// <remarks>
/// The commit offset is the smallest offset that is not settled, or the next offset to pull when everything is settled: offsets that the
/// broker filtered out are passed as well.
/// </remarks>
internal sealed class ProcessQueue : IDisposable
{
    private readonly Lock _gate = new();
    private readonly OffsetRing _ring = new();
    private readonly Signal _room = new();
    private readonly FlowLimits _limits;
    private readonly TimeProvider _time;
    private CancellationTokenSource _pulling = new();
    private TaskCompletionSource? _idle;
    private DateTimeOffset _lastPullAt;
    private DateTimeOffset _lastHandledAt;
    private long _committedOffset = -1;
    private long _endOffset;
    private long _pullOffset;
    private long _generation;
    private int _running;
    private bool _isRoomAwaited;
    private bool _released;

    public ProcessQueue(MessageQueue queue, long startOffset, FlowLimits limits, TimeProvider time)
    {
        Queue = queue;
        _pullOffset = startOffset;
        _limits = limits;
        _time = time;
        _lastPullAt = time.GetUtcNow();
        _lastHandledAt = _lastPullAt;
        Lease = new QueueLease(time);
        Backlog = new OrderlyBacklog(this);
    }

    public MessageQueue Queue { get; }

    /// <summary>The orderly lock as far as this client knows; meaningless for concurrent consumption.</summary>
    public QueueLease Lease { get; }

    /// <summary>Messages that wait for their turn in an orderly queue; unused for concurrent consumption.</summary>
    public OrderlyBacklog Backlog { get; }

    /// <summary>Held by who writes the queue's offset to the store, so that writes follow each other.</summary>
    public SemaphoreSlim CommitTurn { get; } = new(1);

    /// <summary>Whether the queue is being given up: nothing new is dispatched, completions still count.</summary>
    public bool IsReleased => Volatile.Read(ref _released);

    /// <summary>What the broker was last told; -1 when it was not told anything.</summary>
    public long CommittedOffset
    {
        get => Interlocked.Read(ref _committedOffset);
        set => Interlocked.Exchange(ref _committedOffset, value);
    }

    /// <summary>The queue's end as the broker last told it; 0 before it told any.</summary>
    public long EndOffset
    {
        get => Interlocked.Read(ref _endOffset);
        set => Interlocked.Exchange(ref _endOffset, value);
    }

    public long CommitOffset
    {
        get
        {
            lock (_gate)
                return CurrentCommitOffset;
        }
    }

    private long CurrentCommitOffset => _ring.IsEmpty ? _pullOffset : _ring.FirstOffset;

    public ProcessQueueSnapshot Snapshot()
    {
        lock (_gate)
        {
            return new ProcessQueueSnapshot(
                CurrentCommitOffset,
                _pullOffset,
                _ring.IsEmpty ? 0 : _ring.FirstOffset,
                _ring.IsEmpty ? 0 : _ring.LastOffset,
                _ring.PendingCount,
                _ring.PendingBytes,
                _running,
                _lastPullAt,
                _lastHandledAt,
                _ring.IsEmpty ? null : new DateTimeOffset(_ring.FirstAppendedAt, TimeSpan.Zero),
                EndOffset
            );
        }
    }

    /// <summary>Where the pull loop stands.</summary>
    public PullPosition Position
    {
        get
        {
            lock (_gate)
                return new PullPosition(_pullOffset, CurrentCommitOffset, _generation, _pulling.Token);
        }
    }

    /// <summary>Takes over the messages of one pull, in offset order, and moves the pull offset.</summary>
    /// <param name="position">Where the pull began.</param>
    /// <param name="messages">May be empty: the broker found nothing that matches up to <paramref name="nextOffset"/>.</param>
    /// <param name="nextOffset">Where the next pull begins.</param>
    /// <param name="deliveries">Receives one delivery per message.</param>
    /// <returns>False when the queue was released or restarted meanwhile: the messages are not wanted any more.</returns>
    public bool TryAppend(in PullPosition position, List<ReceivedMessage> messages, long nextOffset, List<Delivery> deliveries)
    {
        lock (_gate)
        {
            if (_released || position.Generation != _generation)
                return false;

            _lastPullAt = _time.GetUtcNow();
            foreach (ReceivedMessage message in messages)
                deliveries.Add(new Delivery(this, message, _ring.Append(message.QueueOffset, message.StoreSize, _lastPullAt.Ticks)));

            _pullOffset = nextOffset;
            return true;
        }
    }

    /// <summary>Announces a handler call; each true is followed by exactly one <see cref="End"/>.</summary>
    /// <returns>False when the message must not be handled here any more: queue released, restarted elsewhere, or message settled.</returns>
    public bool TryBegin(long sequence)
    {
        lock (_gate)
        {
            if (_released || !_ring.IsPending(sequence))
                return false;

            _running++;
            return true;
        }
    }

    /// <summary>Settles a message: it counts as consumed for the commit offset, also while the queue is being released.</summary>
    public void Complete(long sequence)
    {
        bool roomFreed;
        lock (_gate)
        {
            // A restart needs no such signal: it interrupts the wait.
            roomFreed = _ring.TryComplete(sequence) && _isRoomAwaited && _limits.Admit(_ring);
            if (roomFreed)
                _isRoomAwaited = false;
        }

        if (roomFreed)
            _room.Set();
    }

    /// <summary>The handler call, with everything that follows from its result, is over.</summary>
    public void End()
    {
        TaskCompletionSource? idle = null;
        lock (_gate)
        {
            _lastHandledAt = _time.GetUtcNow();
            if (--_running == 0)
                idle = _idle;
        }

        idle?.TrySetResult();
    }

    /// <summary>Completes when the queue holds no more than its limits allow. One waiter, the pull loop.</summary>
    public async ValueTask WaitForRoomAsync(CancellationToken ct)
    {
        while (!HasRoom())
            await _room.WaitAsync(ct).ConfigureAwait(false);
    }

    /// <summary>Whether the queue holds no more than its limits allow; if not, the settlement that changes it wakes who waits for room.</summary>
    public bool HasRoom()
    {
        lock (_gate)
        {
            _isRoomAwaited = !_limits.Admit(_ring);
            return !_isRoomAwaited;
        }
    }

    /// <summary>Stops pulling and dispatch for good. What runs goes on; await <see cref="WhenIdleAsync"/>.</summary>
    public void Release()
    {
        lock (_gate)
            _released = true;

        _pulling.Cancel();
    }

    /// <summary>Completes when no handler runs; new ones can only begin if the queue is not released.</summary>
    public Task WhenIdleAsync()
    {
        lock (_gate)
        {
            if (_running == 0)
                return Task.CompletedTask;

            if (_idle is null || _idle.Task.IsCompleted)
                _idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

            return _idle.Task;
        }
    }

    /// <summary>
    /// Continues at another offset: what was pulled is forgotten and a waiting pull interrupted. What runs ends without effect on the offset.
    /// A queue that is being given up pulls no more, but ends at that offset.
    /// </summary>
    public void Restart(long offset)
    {
        CancellationTokenSource interrupted;
        lock (_gate)
        {
            _ring.Clear();
            Backlog.Clear();
            _pullOffset = offset;
            _generation++;
            if (_released)
                return;

            interrupted = _pulling;
            _pulling = new CancellationTokenSource();
        }

        interrupted.Cancel();
    }

    /// <summary>Only after <see cref="Release"/>, when its pull loop has ended.</summary>
    public void Dispose() => _pulling.Dispose();
}
