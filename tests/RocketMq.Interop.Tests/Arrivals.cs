namespace RocketMq.Interop.Tests;

/// <summary>What handlers saw, in their order; complete when an expected number of different entries is there.</summary>
internal sealed class Arrivals<T>(int expected)
    where T : notnull
{
    private readonly Lock _gate = new();
    private readonly List<T> _all = [];
    private readonly HashSet<T> _distinct = [];
    private readonly TaskCompletionSource _complete = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Complete => _complete.Task;

    public IReadOnlyList<T> All
    {
        get
        {
            lock (_gate)
                return [.. _all];
        }
    }

    public void Add(T entry)
    {
        lock (_gate)
        {
            _all.Add(entry);
            if (_distinct.Add(entry) && _distinct.Count == expected)
                _complete.SetResult();
        }
    }
}
