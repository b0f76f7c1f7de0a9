using System.Collections.Concurrent;

namespace RocketMq.Typed.Tests.EndToEnd;

/// <summary>What handlers saw, by key and in order, and when enough of it.</summary>
internal sealed class HandledMessages(int expected)
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<int>> _steps = new();
    private readonly TaskCompletionSource _complete = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _count;

    public Task Complete => _complete.Task;

    public ConcurrentQueue<ReceiveContext> Contexts { get; } = new();

    public IReadOnlyDictionary<string, int[]> Steps => _steps.ToDictionary(entry => entry.Key, entry => entry.Value.ToArray());

    /// <summary>Notes a handled message; returns how many of its key there are now.</summary>
    public int Add(string key, int step, ReceiveContext? context)
    {
        ConcurrentQueue<int> steps = _steps.GetOrAdd(key, _ => new ConcurrentQueue<int>());
        steps.Enqueue(step);
        if (context is not null)
            Contexts.Enqueue(context);
        int count = steps.Count;
        if (Interlocked.Increment(ref _count) == expected)
            _complete.TrySetResult();
        return count;
    }
}
