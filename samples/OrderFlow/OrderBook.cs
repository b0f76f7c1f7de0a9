using System.Collections.Concurrent;

namespace OrderFlow;

/// <summary>What was handled for each order of this run, in the order of handling. Safe for concurrent use.</summary>
public sealed class OrderBook(string run, int expectedSteps)
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<HandledStep>> _orders = new();
    private readonly TaskCompletionSource _complete = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _handled;
    private int _overlaps;

    /// <summary>Completes when as many steps were handled as were sent.</summary>
    public Task Complete => _complete.Task;

    public int Handled => Volatile.Read(ref _handled);

    /// <summary>Steps that began while another step of the same order was running: 0 when orderly consumption works.</summary>
    public int Overlaps => Volatile.Read(ref _overlaps);

    public IReadOnlyDictionary<string, HandledStep[]> Orders => _orders.ToDictionary(order => order.Key, order => order.Value.ToArray());

    public async ValueTask RecordAsync(string orderId, OrderStep step, string worker, int queueId, CancellationToken cancellationToken)
    {
        if (!orderId.StartsWith(run, StringComparison.Ordinal))
        {
            return; // left on a shared cluster by an earlier run
        }
        ConcurrentQueue<HandledStep> steps = _orders.GetOrAdd(orderId, _ => new());
        int before = steps.Count;
        await Task.Yield(); // a real handler awaits its database here; an overlapping one would show
        cancellationToken.ThrowIfCancellationRequested();
        if (steps.Count != before)
        {
            Interlocked.Increment(ref _overlaps);
        }
        steps.Enqueue(new HandledStep(step, worker, queueId));
        if (Interlocked.Increment(ref _handled) == expectedSteps)
        {
            _complete.TrySetResult();
        }
    }
}
