namespace RocketMq.Testing.Tests.Runs;

/// <summary>Handlers that throw, hang or block their thread.</summary>
public sealed class BadHandlerRuns
{
    private const int Messages = 200;

    [Theory]
    [MemberData(nameof(FaultRun.EachModeAndSeed), MemberType = typeof(FaultRun))]
    public async Task A_handler_that_throws_now_and_then_loses_nothing(bool orderly, int seed)
    {
        await using FaultCluster cluster = await StartAsync(orderly, seed);
        var dice = new Dice(seed);
        MessageHandler handler = (message, _) =>
            dice.Throws(0.2) ? throw new InvalidOperationException("the dice say so") : new(ConsumeResult.Success);
        await RunAsync(cluster, handler);
        dice.Hits.ShouldBeGreaterThan(10);
    }

    [Theory]
    [MemberData(nameof(FaultRun.EachModeAndSeed), MemberType = typeof(FaultRun))]
    public async Task A_handler_that_hangs_is_cancelled_after_the_consume_timeout_and_its_message_comes_again(bool orderly, int seed)
    {
        await using FaultCluster cluster = await StartAsync(orderly, seed);
        var dice = new Dice(seed);
        MessageHandler handler = async (message, cancellationToken) =>
        {
            if (dice.Throws(0.02))
                await Task.Delay(Timeout.InfiniteTimeSpan, cluster.Time, cancellationToken);
            return ConsumeResult.Success;
        };
        await RunAsync(cluster, handler);
        dice.Hits.ShouldBeGreaterThan(0);
    }

    [Theory]
    [MemberData(nameof(FaultRun.EachModeAndSeed), MemberType = typeof(FaultRun))]
    public async Task A_handler_that_blocks_its_thread_until_it_is_cancelled_holds_up_no_other_member(bool orderly, int seed)
    {
        await using FaultCluster cluster = await StartAsync(orderly, seed);
        var dice = new Dice(seed);
        MessageHandler handler = (_, cancellationToken) =>
        {
            if (dice.Throws(0.02))
                cancellationToken.WaitHandle.WaitOne();
            return new(ConsumeResult.Success);
        };
        await RunAsync(cluster, handler);
        dice.Hits.ShouldBeGreaterThan(0);
    }

    private static Task<FaultCluster> StartAsync(bool orderly, int seed) => FaultRun.StartAsync(orderly, seed);

    private static async Task RunAsync(FaultCluster cluster, MessageHandler handler)
    {
        await cluster.StartMemberAsync("a", handler, options => options.ConsumeTimeout = TimeSpan.FromSeconds(5));
        await cluster.StartMemberAsync("b", handler, options => options.ConsumeTimeout = TimeSpan.FromSeconds(5));
        await cluster.WaitAsync(cluster.SendAsync(Messages, cancellationToken: FaultRun.Cancellation), "the sends");
        await cluster.WaitAsync(cluster.History.WhenAllHandled(), "every message");
        cluster.ShouldKeepItsPromises();
    }

    /// <summary>Chance by seed, for handlers that run beside each other.</summary>
    private sealed class Dice(int seed)
    {
        private readonly Lock _gate = new();
        private readonly Random _random = new(seed);

        public int Hits { get; private set; }

        public bool Throws(double probability)
        {
            lock (_gate)
            {
                bool isHit = _random.NextDouble() < probability;
                Hits += isHit ? 1 : 0;
                return isHit;
            }
        }
    }
}
