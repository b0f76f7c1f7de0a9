namespace Flights;

/// <summary>Counts handled flights of one run and tells when all were. Safe for concurrent use.</summary>
internal sealed class Progress(string run, int expected)
{
    private readonly TaskCompletionSource _complete = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _handled;

    internal int Handled => Volatile.Read(ref _handled);

    internal Task Complete => _complete.Task;

    /// <summary>False for flights that an earlier run left on a shared cluster.</summary>
    internal bool IsOurs(string flightRun) => flightRun == run;

    internal void Add()
    {
        if (Interlocked.Increment(ref _handled) == expected)
        {
            _complete.TrySetResult();
        }
    }
}
