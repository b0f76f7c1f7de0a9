namespace RocketMq.Producing;

/// <summary>Counts the sends under way, so that closing can refuse new ones and wait for the others.</summary>
internal sealed class InFlightSends
{
    private const int Closed = int.MinValue;

    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // The count, with the sign bit set once closed: entering and closing are decided by one atomic operation.
    private int _state;

    public int Count => Volatile.Read(ref _state) & int.MaxValue;

    /// <exception cref="ObjectDisposedException">The producer is closed.</exception>
    public void Enter()
    {
        if (Interlocked.Increment(ref _state) >= 0)
            return;
        Leave();
        throw new ObjectDisposedException(nameof(Producer), "The producer was disposed; create another one to send.");
    }

    /// <summary>Counts one more that belongs to others under way; therefore not refused.</summary>
    public void EnterMore() => Interlocked.Increment(ref _state);

    public void Leave()
    {
        if (Interlocked.Decrement(ref _state) == Closed)
            _drained.TrySetResult();
    }

    /// <summary>Refuses further sends, and waits for those under way, but not longer than the limit.</summary>
    public async ValueTask CloseAsync(TimeSpan limit, TimeProvider time)
    {
        int before = Interlocked.Or(ref _state, Closed);
        if (before is 0 or Closed)
            return;
        await _drained.Task.WaitAsync(limit, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
