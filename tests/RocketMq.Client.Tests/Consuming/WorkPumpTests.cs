using System.Collections.Concurrent;
using RocketMq.Consuming;

namespace RocketMq.Tests.Consuming;

public sealed class WorkPumpTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Runs_everything_and_never_more_at_once_than_it_may()
    {
        const int Items = 5000;
        int running = 0;
        int most = 0;
        int left = Items;
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var pump = new WorkPump<int>(
            4,
            TimeProvider.System,
            async (item, _) =>
            {
                int now = Interlocked.Increment(ref running);
                InterlockedMax(ref most, now);
                if (item % 3 == 0)
                    await Task.Yield();

                Interlocked.Decrement(ref running);
                if (Interlocked.Decrement(ref left) == 0)
                    done.SetResult();
            }
        );

        Parallel.For(0, Items, pump.Post);
        await done.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        most.ShouldBeInRange(1, 4);
        await pump.StopAsync().WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task One_worker_keeps_the_order_of_posting()
    {
        var seen = new ConcurrentQueue<int>();
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var pump = new WorkPump<int>(
            1,
            TimeProvider.System,
            async (item, _) =>
            {
                await Task.Yield();
                seen.Enqueue(item);
                if (item == 99)
                    done.SetResult();
            }
        );

        foreach (int item in Enumerable.Range(0, 100))
            pump.Post(item);

        await done.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        seen.ShouldBe(Enumerable.Range(0, 100));
    }

    [Fact]
    public async Task Stopping_lets_what_runs_finish_and_drops_the_rest()
    {
        int handled = 0;
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var mayEnd = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var pump = new WorkPump<int>(
            1,
            TimeProvider.System,
            async (_, _) =>
            {
                started.TrySetResult();
                await mayEnd.Task;
                Interlocked.Increment(ref handled);
            }
        );
        pump.Post(1);
        pump.Post(2);
        await started.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);

        Task stopped = pump.StopAsync();
        stopped.IsCompleted.ShouldBeFalse();
        mayEnd.SetResult();
        await stopped.WaitAsync(Patience, TestContext.Current.CancellationToken);
        handled.ShouldBe(1);
    }

    [Fact]
    public async Task An_idle_pump_stops_at_once()
    {
        var pump = new WorkPump<int>(3, TimeProvider.System, (_, _) => ValueTask.CompletedTask);
        await pump.StopAsync().WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Work_that_blocks_gets_threads_of_its_own_and_leaves_the_pool_to_others()
    {
        using var mayEnd = new ManualResetEventSlim();
        int onPool = 0;
        int running = 0;
        var allRun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var pump = new WorkPump<int>(
            4,
            TimeProvider.System,
            (_, _) =>
            {
                if (Thread.CurrentThread.IsThreadPoolThread)
                    Interlocked.Increment(ref onPool);
                if (Interlocked.Increment(ref running) == 4)
                    allRun.SetResult();

                mayEnd.Wait(Patience);
                return ValueTask.CompletedTask;
            },
            poolThreads: 1
        );
        foreach (int item in Enumerable.Range(0, 4))
            pump.Post(item);

        await allRun.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        onPool.ShouldBe(1);
        mayEnd.Set();
        await pump.StopAsync().WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Work_that_waits_without_a_thread_counts_only_against_the_concurrency()
    {
        var mayEnd = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var allRun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        int running = 0;
        // The clock stands still, so nothing but the pool can have run it.
        using var pump = new WorkPump<int>(
            8,
            new ManualTimeProvider(),
            async (_, _) =>
            {
                if (Interlocked.Increment(ref running) == 8)
                    allRun.SetResult();

                await mayEnd.Task;
            },
            poolThreads: 1
        );
        foreach (int item in Enumerable.Range(0, 20))
            pump.Post(item);

        await allRun.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        running.ShouldBe(8);
        mayEnd.SetResult();
        await pump.StopAsync().WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Work_that_throws_against_its_word_costs_neither_the_process_nor_the_worker(bool waitsFirst)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var pump = new WorkPump<int>(
            1,
            TimeProvider.System,
            async (item, _) =>
            {
                if (waitsFirst)
                    await Task.Yield();
                if (item == 1)
                    throw new InvalidOperationException("The log is full.");

                done.SetResult();
            }
        );
        pump.Post(1);
        pump.Post(2);
        await done.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        await pump.StopAsync().WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen = Volatile.Read(ref target);
        while (value > seen)
            seen = Interlocked.CompareExchange(ref target, value, seen) is var now && now == seen ? value : now;
    }
}
