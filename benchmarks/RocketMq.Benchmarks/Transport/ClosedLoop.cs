namespace RocketMq.Benchmarks.Transport;

/// <summary>Keeps a number of requests in flight on one contestant: each caller sends the next request when its answer is there.</summary>
internal sealed class ClosedLoop(IContestant contestant, int inFlight)
{
    private long _completed;
    private bool _isOver;

    public async Task<Measurement> RunAsync(TimeSpan warmUp, TimeSpan duration, CancellationToken cancellationToken)
    {
        Task callers = Task.WhenAll(Enumerable.Range(0, inFlight).Select(_ => Task.Run(CallAsync, cancellationToken)));
        await Task.WhenAny(callers, Task.Delay(warmUp, TimeProvider.System, cancellationToken));
        Snapshot before = Take();
        await Task.WhenAny(callers, Task.Delay(duration, TimeProvider.System, cancellationToken));
        Snapshot after = Take();
        Volatile.Write(ref _isOver, true);
        await callers;
        return new Measurement(
            after.Completed - before.Completed,
            TimeProvider.System.GetElapsedTime(before.Timestamp, after.Timestamp),
            after.Cpu - before.Cpu,
            after.Allocated - before.Allocated,
            after.Sends - before.Sends
        );
    }

    private async Task CallAsync()
    {
        while (!Volatile.Read(ref _isOver))
        {
            if (await contestant.SendAsync() != 42)
                throw new InvalidOperationException($"{contestant.Name} got an answer that the peer did not give.");
            Interlocked.Increment(ref _completed);
        }
    }

    private Snapshot Take() =>
        new(
            Volatile.Read(ref _completed),
            TimeProvider.System.GetTimestamp(),
            Environment.CpuUsage.TotalTime,
            GC.GetTotalAllocatedBytes(precise: true),
            contestant.Sends
        );

    private readonly record struct Snapshot(long Completed, long Timestamp, TimeSpan Cpu, long Allocated, long Sends);
}
