namespace RocketMq.Producing;

/// <summary>Lets sends in while there is room by count and bytes, and the others in the order in which they came.</summary>
internal sealed class SendGate(int maxCount, long maxBytes, TimeProvider time)
{
    private readonly Lock _sync = new();
    private readonly LinkedList<SendGateWaiter> _waiting = [];
    private int _count;
    private long _bytes;

    /// <summary>A gate, or null if nothing is limited.</summary>
    public static SendGate? Create(BackpressureOptions options, TimeProvider time) =>
        options is { MaxInFlight: 0, MaxBytes: 0 } ? null : new SendGate(options.MaxInFlight, options.MaxBytes, time);

    /// <summary>Enters if there is room and nobody waits.</summary>
    public bool TryEnter(long bytes)
    {
        lock (_sync)
        {
            if (_waiting.Count > 0 || !HasRoom(bytes))
                return false;
            Take(bytes);
            return true;
        }
    }

    /// <summary>Waits for room.</summary>
    /// <exception cref="TimeoutException">There was none in time.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async ValueTask EnterAsync(long bytes, TimeSpan timeout, CancellationToken cancellationToken)
    {
        SendGateWaiter waiter = new(bytes);
        lock (_sync)
        {
            _waiting.AddLast(waiter);
            LetIn();
        }
        try
        {
            await waiter.Entered.Task.WaitAsync(timeout, time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            if (Withdraw(waiter))
                throw;
            // Let in at the last moment: fine for one who had only run out of time, and to be given back by one who does not want it.
            if (exception is TimeoutException)
                return;
            Leave(bytes);
            throw;
        }
    }

    public void Leave(long bytes)
    {
        lock (_sync)
        {
            _count--;
            _bytes -= bytes;
            LetIn();
        }
    }

    public override string ToString() =>
        (maxCount, maxBytes) switch
        {
            (_, 0) => $"MaxInFlight is {maxCount:N0} sends",
            (0, _) => $"MaxBytes is {maxBytes:N0} bytes",
            _ => $"MaxInFlight is {maxCount:N0} sends, MaxBytes {maxBytes:N0} bytes",
        };

    private bool Withdraw(SendGateWaiter waiter)
    {
        lock (_sync)
        {
            bool withdrawn = _waiting.Remove(waiter);
            // Others behind it may fit where it did not.
            LetIn();
            return withdrawn;
        }
    }

    private void LetIn()
    {
        while (_waiting.First is { Value: { } next } && HasRoom(next.Bytes))
        {
            _waiting.RemoveFirst();
            Take(next.Bytes);
            next.Entered.SetResult();
        }
    }

    private bool HasRoom(long bytes) =>
        _count == 0 || ((maxCount == 0 || _count < maxCount) && (maxBytes == 0 || _bytes + bytes <= maxBytes));

    private void Take(long bytes)
    {
        _count++;
        _bytes += bytes;
    }
}
