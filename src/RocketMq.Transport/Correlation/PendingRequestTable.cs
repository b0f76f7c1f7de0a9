namespace RocketMq.Transport.Correlation;

/// <summary>The requests of one connection that an answer may still come for, found by the slot in their opaque without hashing.</summary>
/// <remarks>
/// <see cref="TryRent" /> runs under the connection's gate; looking up runs on the receive loop at the same time, on an array that is only
/// ever replaced by a longer one with the same beginning.
/// </remarks>
internal sealed class PendingRequestTable(Func<PendingRequest, Exception> createTimeout, Action onCancelled)
{
    public const int SlotBits = 16;
    public const int GenerationMask = 0x7FFF;
    private const int MaximumSlots = 1 << SlotBits;
    private const int InitialSlots = 16;

    private readonly ReturnStack<PendingRequest> _free = new();
    private PendingRequest?[] _slots = new PendingRequest?[InitialSlots];
    private int _count;

    /// <summary>Takes a free slot with a fresh opaque, or returns <see langword="null" /> when all 65,536 are taken.</summary>
    public PendingRequest? TryRent()
    {
        PendingRequest? request = _free.TryTake() ?? TryAddSlot();
        request?.Renew();
        return request;
    }

    /// <summary>The slot that an opaque names, whatever its state.</summary>
    public PendingRequest? Find(int opaque)
    {
        PendingRequest?[] slots = Volatile.Read(ref _slots);
        int slot = opaque & (MaximumSlots - 1);
        return opaque >= 0 && slot < slots.Length ? slots[slot] : null;
    }

    public void Return(PendingRequest request) => _free.Return(request);

    public Exception CreateTimeout(PendingRequest request) => createTimeout(request);

    public void OnCancelled() => onCancelled();

    /// <summary>Fails what is overdue and frees what has been in quarantine long enough.</summary>
    /// <returns>How many requests expired, and how many quarantines ended.</returns>
    public (int Expired, int Freed) Sweep(long now)
    {
        int expired = 0;
        int freed = 0;
        foreach (PendingRequest? request in Volatile.Read(ref _slots))
        {
            if (request is null)
                break;
            if (request.TryExpire(now))
                expired++;
            else if (request.TryEndQuarantine(now))
                freed++;
        }

        return (expired, freed);
    }

    /// <summary>Fails everything that still waits. Called once, when nothing is staged or received any more.</summary>
    public void CloseAll(Func<PendingRequest, Exception> createFailure)
    {
        foreach (PendingRequest? request in _slots)
            request?.TryClose(createFailure);
    }

    private PendingRequest? TryAddSlot()
    {
        if (_count == MaximumSlots)
            return null;
        PendingRequest?[] slots = _slots;
        if (_count == slots.Length)
            Array.Resize(ref slots, slots.Length * 2);
        var request = new PendingRequest(this, _count);
        slots[_count++] = request;
        Volatile.Write(ref _slots, slots);
        return request;
    }
}
