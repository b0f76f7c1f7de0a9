using System.Threading.Tasks.Sources;
using RocketMq.Protocol;

namespace RocketMq.Transport.Correlation;

/// <summary>One slot of the correlation table: the request in it and, at the same time, the promise that its caller awaits.</summary>
/// <remarks>
/// The slot is reused when both sides have let go: the caller has taken the result, and no answer can come any more (it came, or the quarantine
/// after a timeout or cancellation ran out). Every state change is a compare-and-swap on opaque and phase together, so that a sweep or a late
/// answer that looks at an earlier use of the slot cannot touch the present one.
/// </remarks>
internal sealed class PendingRequest(PendingRequestTable table, int slot)
    : IValueTaskSource<RemotingResponse>,
        IThreadPoolWorkItem,
        IReturnable<PendingRequest>
{
    private const long Waiting = 1;
    private const long Abandoned = 2;
    private const long Settled = 3;
    private const long PhaseMask = 3;
    private const int PhaseBits = 2;

    // Completed on pool threads only, by a completion pump or by a work item of its own: continuations never run on the receive loop, under a lock or
    // inside somebody's Cancel.
    private ManualResetValueTaskSourceCore<RemotingResponse> _core;
    private RemotingResponse _response;
    private Exception? _failure;
    private CancellationTokenRegistration _registration;
    private long _state = Settled;
    private int _generation;
    private int _holds;

    public PendingRequest? NextReturned { get; set; }

    /// <summary>Generation in the upper 15 bits, slot in the lower 16; never negative.</summary>
    public int Opaque => (_generation << PendingRequestTable.SlotBits) | slot;

    public RequestCode Code { get; private set; }

    public TimeSpan Timeout { get; private set; }

    /// <summary>The timestamp at which the caller stops waiting.</summary>
    public long Deadline { get; private set; }

    /// <summary>The timestamp at which an abandoned slot is free again even without an answer.</summary>
    public long QuarantineEnd { get; private set; }

    /// <summary>Where in the connection's outgoing byte stream the frame begins.</summary>
    public long FramePosition { get; private set; }

    public CancellationToken CancellationToken { get; private set; }

    /// <summary>The caller's promise; to be awaited once.</summary>
    public ValueTask<RemotingResponse> Response => new(this, _core.Version);

    /// <summary>Gives the slot a new generation and thereby the next opaque.</summary>
    public void Renew()
    {
        _generation = (_generation + 1) & PendingRequestTable.GenerationMask;
        _core.Reset();
    }

    /// <summary>Makes the request answerable; its frame is staged but cannot have left yet.</summary>
    public void Arm(in RequestTicket ticket, long framePosition)
    {
        Code = ticket.Code;
        Timeout = ticket.Timeout;
        Deadline = ticket.Deadline;
        QuarantineEnd = ticket.QuarantineEnd;
        CancellationToken = ticket.CancellationToken;
        FramePosition = framePosition;
        _holds = 2;
        Volatile.Write(ref _state, Pack(Opaque, Waiting));
    }

    /// <summary>Gives an unused slot back, for example when its frame could not be encoded.</summary>
    public void ReturnUnused() => table.Return(this);

    /// <summary>Watches a token that can be cancelled. Called once, by the caller's thread, after the request was staged.</summary>
    public void WatchCancellation() =>
        _registration = CancellationToken.UnsafeRegister(static request => ((PendingRequest)request!).Cancel(), this);

    /// <summary>Claims the request for its answer. When the result is <see langword="true" />, exactly one <see cref="Answer" /> and <see cref="RunContinuation" /> must follow.</summary>
    public bool TryClaim(int opaque) => TryMove(Pack(opaque, Waiting), Pack(opaque, Settled));

    /// <summary>Gives a claimed request its answer; the caller gets it with <see cref="RunContinuation" />.</summary>
    public void Answer(RemotingResponse response)
    {
        // No answer can come any more, and the caller cannot have the result yet: the slot is all the caller's.
        _holds = 1;
        _response = response;
    }

    /// <summary>Hands the answer to the caller, whose continuation runs on this thread.</summary>
    public void RunContinuation()
    {
        RemotingResponse response = _response;
        _response = default;
        _core.SetResult(response);
    }

    /// <summary>Ends the quarantine because the answer to an abandoned request came after all.</summary>
    public bool TrySettleLate(int opaque)
    {
        if (!TryMove(Pack(opaque, Abandoned), Pack(opaque, Settled)))
            return false;
        LetGo();
        return true;
    }

    /// <summary>Fails the request if its deadline has passed.</summary>
    public bool TryExpire(long now)
    {
        long state = Volatile.Read(ref _state);
        if ((state & PhaseMask) != Waiting || Deadline > now || !TryMove(state, (state & ~PhaseMask) | Abandoned))
            return false;
        FailLater(table.CreateTimeout(this));
        return true;
    }

    /// <summary>Ends the quarantine of an abandoned request if it has lasted long enough.</summary>
    public bool TryEndQuarantine(long now)
    {
        long state = Volatile.Read(ref _state);
        if ((state & PhaseMask) != Abandoned || QuarantineEnd > now || !TryMove(state, state | Settled))
            return false;
        LetGo();
        return true;
    }

    /// <summary>Fails the request because the connection closed; no answer can come any more.</summary>
    public void TryClose(Func<PendingRequest, Exception> createFailure)
    {
        long state = Volatile.Read(ref _state);
        if ((state & PhaseMask) != Waiting || !TryMove(state, state | Settled))
            return;
        _holds = 1;
        FailLater(createFailure(this));
    }

    public RemotingResponse GetResult(short token)
    {
        if (_core.GetStatus(token) == ValueTaskSourceStatus.Pending)
            throw new InvalidOperationException("The request is still pending: await it instead of asking for its result.");
        // Waits for a cancellation that is running right now, so that it cannot meet the next use of the slot.
        _registration.Dispose();
        _registration = default;
        CancellationToken = default;
        try
        {
            return _core.GetResult(token);
        }
        finally
        {
            LetGo();
        }
    }

    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    void IThreadPoolWorkItem.Execute()
    {
        Exception failure = _failure!;
        _failure = null;
        _core.SetException(failure);
    }

    private static long Pack(int opaque, long phase) => ((long)opaque << PhaseBits) | phase;

    private void Cancel()
    {
        long state = Volatile.Read(ref _state);
        if ((state & PhaseMask) != Waiting || !TryMove(state, (state & ~PhaseMask) | Abandoned))
            return;
        table.OnCancelled();
        FailLater(new OperationCanceledException(CancellationToken));
    }

    private void FailLater(Exception failure)
    {
        _failure = failure;
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    private bool TryMove(long from, long to) => Interlocked.CompareExchange(ref _state, to, from) == from;

    private void LetGo()
    {
        // The one who is left alone needs no interlocked operation, and that is every request that is answered in time.
        if (Volatile.Read(ref _holds) == 1 || Interlocked.Decrement(ref _holds) == 0)
            table.Return(this);
    }
}
