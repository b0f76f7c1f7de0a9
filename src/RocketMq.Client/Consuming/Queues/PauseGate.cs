namespace RocketMq.Consuming;

/// <summary>Open unless paused; any number of waiters. Thread-safe.</summary>
internal sealed class PauseGate
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _reopened;

    public bool IsPaused => Volatile.Read(ref _reopened) is not null;

    public void Pause()
    {
        lock (_gate)
            _reopened ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    public void Resume()
    {
        TaskCompletionSource? reopened;
        lock (_gate)
        {
            reopened = _reopened;
            Volatile.Write(ref _reopened, null);
        }

        reopened?.SetResult();
    }

    /// <summary>Completes at once when open, else when resumed.</summary>
    public Task WaitAsync(CancellationToken ct) =>
        Volatile.Read(ref _reopened) is { } reopened ? reopened.Task.WaitAsync(ct) : Task.CompletedTask;
}
