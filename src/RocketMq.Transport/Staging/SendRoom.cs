using RocketMq.Transport.Correlation;

namespace RocketMq.Transport.Staging;

/// <summary>
/// The back-pressure of one connection: how many requests may be in flight and how many bytes may be staged. Callers over the limits wait in
/// order of arrival; nothing is dropped. Unless noted, members are called under the connection's gate.
/// </summary>
internal sealed class SendRoom(
    Lock gate,
    StagingBuffers staging,
    int maxInFlight,
    int maxStagedBytes,
    Func<Exception> createTimeout,
    Func<Exception> createClosed
)
{
    private readonly ReturnStack<RoomWaiter> _free = new();
    private RoomWaiter? _first;
    private RoomWaiter? _last;
    private long _reservedBytes;

    /// <summary>Requests that hold a permit: staged or granted, and neither answered nor given up.</summary>
    public int InFlight { get; private set; }

    public bool HasWaiters => _first is not null;

    /// <summary>Enters at once if there is room and nobody waits.</summary>
    public bool TryEnter(in RoomClaim claim)
    {
        if (_first is not null || !Fits(claim))
            return false;
        if (claim.IsRequest)
            InFlight++;
        return true;
    }

    /// <summary>Joins the end of the queue.</summary>
    public RoomWaiter Enqueue(in RoomClaim claim, CancellationToken cancellationToken)
    {
        RoomWaiter waiter = _free.TryTake() ?? new RoomWaiter(this);
        waiter.Begin(claim, cancellationToken);
        waiter.Previous = _last;
        if (_last is null)
            _first = waiter;
        else
            _last.Next = waiter;
        _last = waiter;
        return waiter;
    }

    /// <summary>Uses up the bytes that were reserved when a waiter was let in; its frame is staged, or failed, right after.</summary>
    public void UseReservation(in RoomClaim claim) => _reservedBytes -= claim.Bytes;

    /// <summary>Gives permits back and lets waiters in.</summary>
    public void Leave(int permits)
    {
        InFlight -= permits;
        AdmitWaiters();
    }

    /// <summary>Lets in, from the front, every waiter that fits.</summary>
    public void AdmitWaiters()
    {
        while (_first is { } waiter && Fits(waiter.Claim))
        {
            Remove(waiter);
            _reservedBytes += waiter.Claim.Bytes;
            if (waiter.Claim.IsRequest)
                InFlight++;
            waiter.Grant();
        }
    }

    /// <summary>Fails every waiter whose deadline has passed.</summary>
    public void Expire(long now)
    {
        for (RoomWaiter? waiter = _first; waiter is not null; )
        {
            RoomWaiter? next = waiter.Next;
            if (waiter.Claim.Deadline <= now)
            {
                Remove(waiter);
                waiter.Fail(createTimeout());
            }

            waiter = next;
        }

        AdmitWaiters();
    }

    /// <summary>Fails every waiter because the connection closed.</summary>
    public void CloseAll()
    {
        while (_first is { } waiter)
        {
            Remove(waiter);
            waiter.Fail(createClosed());
        }
    }

    /// <summary>Called by a cancelled token, outside the gate.</summary>
    public void Cancel(RoomWaiter waiter)
    {
        lock (gate)
        {
            if (waiter.Previous is null && !ReferenceEquals(_first, waiter))
                return;
            Remove(waiter);
            waiter.Fail(new OperationCanceledException(waiter.CancellationToken));
            AdmitWaiters();
        }
    }

    /// <summary>Takes back a waiter whose caller has the outcome. Any thread.</summary>
    public void Return(RoomWaiter waiter) => _free.Return(waiter);

    // A frame may always enter when nothing is staged, however large it is: otherwise it could never be sent.
    private bool Fits(in RoomClaim claim)
    {
        if (claim.IsRequest && InFlight >= maxInFlight)
            return false;
        long staged = staging.StagedBytes + _reservedBytes;
        return staged == 0 || staged + claim.Bytes <= maxStagedBytes;
    }

    private void Remove(RoomWaiter waiter)
    {
        if (waiter.Previous is null)
            _first = waiter.Next;
        else
            waiter.Previous.Next = waiter.Next;
        if (waiter.Next is null)
            _last = waiter.Previous;
        else
            waiter.Next.Previous = waiter.Previous;
        waiter.Previous = null;
        waiter.Next = null;
    }
}
