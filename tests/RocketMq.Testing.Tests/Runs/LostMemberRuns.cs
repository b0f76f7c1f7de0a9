namespace RocketMq.Testing.Tests.Runs;

/// <summary>Members that vanish or freeze while messages flow.</summary>
public sealed class LostMemberRuns
{
    private const int Messages = 400;

    [Theory]
    [MemberData(nameof(FaultRun.EachModeAndSeed), MemberType = typeof(FaultRun))]
    public async Task A_killed_members_queues_are_taken_over(bool orderly, int seed)
    {
        await using FaultCluster cluster = await FaultRun.StartAsync(orderly, seed);
        await cluster.StartMemberAsync("a", YieldAsync, cancellationToken: FaultRun.Cancellation);
        ClusterMember doomed = await cluster.StartMemberAsync("b", YieldAsync, cancellationToken: FaultRun.Cancellation);
        await cluster.StartMemberAsync("c", YieldAsync, cancellationToken: FaultRun.Cancellation);
        Task sending = cluster.SendAsync(Messages, cancellationToken: FaultRun.Cancellation);

        await cluster.History.WhenSucceeded(100 + seed * 20).Within("the moment of the kill");
        doomed.Kill();
        await sending.Within("the sends");
        await cluster.WaitAsync(cluster.History.WhenAllHandled(), "every message");

        cluster.ShouldKeepItsPromises();
    }

    [Theory]
    [MemberData(nameof(FaultRun.EachModeAndSeed), MemberType = typeof(FaultRun))]
    public async Task A_member_frozen_beyond_the_expiry_of_its_locks_does_no_harm_when_it_is_back(bool orderly, int seed)
    {
        await using FaultCluster cluster = await FaultRun.StartAsync(
            orderly,
            seed,
            configure: options =>
            {
                options.ConfigureBroker = broker => broker.ClientExpiry = TimeSpan.FromSeconds(40);
            }
        );
        await cluster.StartMemberAsync("a", YieldAsync, cancellationToken: FaultRun.Cancellation);
        ClusterMember frozen = await cluster.StartMemberAsync("b", YieldAsync, cancellationToken: FaultRun.Cancellation);
        Task sending = cluster.SendAsync(Messages, cancellationToken: FaultRun.Cancellation);

        await cluster.History.WhenSucceeded(100 + seed * 20).Within("the moment of the freeze");
        frozen.Freeze();
        await sending.Within("the sends");
        await cluster.WaitAsync(cluster.History.WhenAllHandled(), "every message by the one that is left");
        frozen.Thaw();
        await cluster.WaitAsync(cluster.SendAsync(Messages / 4, cancellationToken: FaultRun.Cancellation), "more sends");
        await cluster.PassAsync(TimeSpan.FromSeconds(40));
        await cluster.WaitAsync(cluster.History.WhenAllHandled(), "every message by both");

        cluster.ShouldKeepItsPromises();
    }

    [Theory]
    [MemberData(nameof(FaultRun.EachSeed), MemberType = typeof(FaultRun))]
    public async Task Keys_that_run_beside_each_other_keep_their_order_when_a_member_is_killed(int seed)
    {
        await using FaultCluster cluster = await FaultRun.StartAsync(orderly: true, seed);
        await cluster.StartMemberAsync("a", YieldAsync, ByKey, FaultRun.Cancellation);
        ClusterMember doomed = await cluster.StartMemberAsync("b", YieldAsync, ByKey, FaultRun.Cancellation);
        Task sending = cluster.SendAsync(Messages, keys: 32, cancellationToken: FaultRun.Cancellation);

        await cluster.History.WhenSucceeded(100 + seed * 20).Within("the moment of the kill");
        doomed.Kill();
        await sending.Within("the sends");
        await cluster.WaitAsync(cluster.History.WhenAllHandled(), "every message");

        cluster.ShouldKeepItsPromises(HistoryRules.OrderlyPerKey());
    }

    private static void ByKey(PushConsumerOptions options) => options.OrderlyScope = OrderlyScope.Key;

    private static async ValueTask<ConsumeResult> YieldAsync(ReceivedMessage message, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return ConsumeResult.Success;
    }
}
