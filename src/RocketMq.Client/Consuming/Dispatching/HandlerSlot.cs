using Microsoft.Extensions.Logging;
using RocketMq.Protocol;

namespace RocketMq.Consuming;

/// <summary>
/// One of the places in which a handler may run: owns the token given to it. The token source is reused from call to call and replaced only
/// after it was cancelled. Used by one worker at a time; cancelling is thread-safe.
/// </summary>
internal sealed partial class HandlerSlot(TimeProvider time)
{
    private static readonly AsyncLocal<HandlerSlot?> Entered = new();

    private readonly Lock _gate = new();
    private ExecutionContext? _inside;
    private CancellationTokenSource? _cancellation;
    private ProcessQueue? _queue;
    private long _startedAt;

    /// <summary>The slot whose handler is the caller, or started what is; that handler may have ended since. Null outside of handlers.</summary>
    public static HandlerSlot? Current => Entered.Value;

    /// <summary>The queue the slot works for, and for how long; null when it is free.</summary>
    public (MessageQueue Queue, TimeSpan Elapsed)? Running
    {
        get
        {
            lock (_gate)
                return _queue is { } queue ? (queue.Queue, Elapsed) : null;
        }
    }

    /// <summary>Occupies the slot and returns the token for the handler, to which the slot is <see cref="Current"/>.</summary>
    public CancellationToken Begin(ProcessQueue queue)
    {
        Enter();
        lock (_gate)
        {
            _queue = queue;
            _startedAt = time.GetTimestamp();
            _cancellation ??= new CancellationTokenSource();
            return _cancellation.Token;
        }
    }

    /// <summary>Frees the slot.</summary>
    public void End()
    {
        lock (_gate)
            _queue = null;
    }

    /// <summary>Cancels the running handler if it has run at least so long; says which queue it works for.</summary>
    public ProcessQueue? CancelIfOlderThan(TimeSpan limit, ILogger logger) => Cancel((slot, limit) => slot.Elapsed >= limit, limit, logger);

    /// <summary>Cancels the running handler if it works for the queue.</summary>
    public ProcessQueue? CancelIfFor(ProcessQueue queue, ILogger logger) =>
        Cancel((slot, wanted) => ReferenceEquals(slot._queue, wanted), queue, logger);

    private TimeSpan Elapsed => time.GetElapsedTime(_startedAt);

    // Workers begin in the empty context, so that one serves all calls; setting the value for each would allocate a context for each.
    private void Enter()
    {
        if (_inside is not null)
        {
            ExecutionContext.Restore(_inside);
            return;
        }

        Entered.Value = this;
        _inside = ExecutionContext.Capture();
    }

    private ProcessQueue? Cancel<TState>(Func<HandlerSlot, TState, bool> condition, TState state, ILogger logger)
    {
        CancellationTokenSource? cancelled;
        ProcessQueue? queue;
        lock (_gate)
        {
            if (_queue is null || _cancellation is null || !condition(this, state))
                return null;

            queue = _queue;
            cancelled = _cancellation;
            _cancellation = null;
        }

        // Outside the lock: the callbacks of the token are the user's code, and may even end the handler.
        try
        {
            cancelled.Cancel();
        }
        catch (AggregateException exception)
        {
            // All callbacks were called. Whoever cancels has more to do than this one call: other slots, a last commit, a lock to give back.
            Log.CallbackThrew(logger, exception, queue.Queue);
        }

        return queue;
    }

    private static partial class Log
    {
        [LoggerMessage(2634, LogLevel.Error, "What a handler of {Queue} registered with its token threw when the token was cancelled.")]
        public static partial void CallbackThrew(ILogger logger, Exception exception, MessageQueue queue);
    }
}
