namespace RocketMq.Tests.EndToEnd;

/// <summary>What handlers saw, in order, and tasks that complete when enough was seen.</summary>
internal sealed class Handled
{
    private readonly Lock _gate = new();
    private readonly List<string> _bodies = [];
    private readonly List<(int Count, TaskCompletionSource Reached)> _waiters = [];

    public IReadOnlyList<string> Bodies
    {
        get
        {
            lock (_gate)
                return [.. _bodies];
        }
    }

    public void Add(ReceivedMessage message) => Add(TestCluster.BodyOf(message));

    public void Add(string text)
    {
        lock (_gate)
        {
            _bodies.Add(text);
            foreach ((int count, TaskCompletionSource reached) in _waiters)
            {
                if (_bodies.Count >= count)
                    reached.TrySetResult();
            }
        }
    }

    /// <summary>Completes when so many entries were added in all.</summary>
    public Task Reaching(int count)
    {
        lock (_gate)
        {
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_bodies.Count >= count)
                reached.SetResult();

            _waiters.Add((count, reached));
            return reached.Task;
        }
    }

    /// <summary>A handler that records every message and succeeds.</summary>
    public ValueTask<ConsumeResult> HandleAsync(ReceivedMessage message, CancellationToken ct)
    {
        Add(message);
        return ValueTask.FromResult(ConsumeResult.Success);
    }
}
