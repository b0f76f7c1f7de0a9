namespace RocketMq.Benchmarks.Transport;

/// <summary>Keeps a number of requests in flight on one contestant: each caller sends the next request when its answer is there.</summary>
internal sealed class ClosedLoop(IContestant contestant, int inFlight)
{
    private readonly Caller[] _callers = [.. Enumerable.Range(0, inFlight).Select(_ => new Caller())];

    public async Task<Measurement> RunAsync(TimeSpan warmUp, TimeSpan duration, CancellationToken cancellationToken)
    {
        Task calls = Task.WhenAll(_callers.Select(caller => Task.Run(() => contestant.CallAsync(caller), cancellationToken)));
        await Task.WhenAny(calls, Task.Delay(warmUp, TimeProvider.System, cancellationToken));
        Snapshot before = Take();
        await Task.WhenAny(calls, Task.Delay(duration, TimeProvider.System, cancellationToken));
        Snapshot after = Take();
        foreach (Caller caller in _callers)
            caller.Stop();
        await calls;
        return new Measurement(
            after.Answers - before.Answers,
            TimeProvider.System.GetElapsedTime(before.Timestamp, after.Timestamp),
            after.Cpu - before.Cpu,
            after.Allocated - before.Allocated,
            after.Sends - before.Sends
        );
    }

    private Snapshot Take() =>
        new(
            _callers.Sum(caller => caller.Answers),
            TimeProvider.System.GetTimestamp(),
            Environment.CpuUsage.TotalTime,
            GC.GetTotalAllocatedBytes(precise: true),
            contestant.Sends
        );

    private readonly record struct Snapshot(long Answers, long Timestamp, TimeSpan Cpu, long Allocated, long Sends);
}
