using RocketMq.Tests.Kit;

namespace RocketMq.Tests.EndToEnd;

public sealed class GroupComparisonTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_member_that_subscribes_otherwise_is_warned_with_both_sides_named()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        await StartFirstAsync(cluster, TestCluster.Options("a || b"));
        await cluster.StartConsumerAsync(TestCluster.Options("b||c").Subscribe("more"), new Handled().HandleAsync);
        string line = cluster.Log.All.Where(line => line.Contains("differ from it")).ShouldHaveSingleItem();
        line.ShouldStartWith("Warning");
        line.ShouldContain("of topic 'orders' they want 'a || b', this one 'b||c'");
        line.ShouldContain("topic 'more' is subscribed by this one only");
    }

    [Fact]
    public async Task Members_that_are_alike_are_not_warned()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        await StartFirstAsync(cluster, TestCluster.Options("a || b"));
        PushConsumerOptions options = TestCluster.Options("b||a");
        options.RequireMatchingGroup = true;
        await cluster.StartConsumerAsync(options, new Handled().HandleAsync);
        cluster.Log.Count("differ from it").ShouldBe(0);
    }

    [Fact]
    public async Task An_orderly_member_among_concurrent_ones_is_warned_and_may_be_refused()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        await StartFirstAsync(cluster, TestCluster.Options());
        PushConsumerOptions options = TestCluster.Options();
        options.Orderly = true;
        options.RequireMatchingGroup = true;
        PushConsumer refused = cluster.CreateConsumer(options, new Handled().HandleAsync);
        RocketMqException error = await Should.ThrowAsync<RocketMqException>(async () =>
            await refused.StartAsync(TestCluster.Cancellation)
        );
        error.Reason.ShouldBe(RocketMqErrorReason.InvalidSubscription);
        error.Message.ShouldContain("it is concurrent, this one is orderly");
        cluster.Broker.Inspection.GetClientIds(TestCluster.Group).Count.ShouldBe(1, "who is refused never joined");

        Task warned = cluster.Log.WaitForAsync("it is concurrent, this one is orderly");
        options.RequireMatchingGroup = false;
        await cluster.StartConsumerAsync(options, new Handled().HandleAsync);
        await TestCluster.WithinAsync(warned, "the difference is logged");
    }

    [Fact]
    public async Task A_broadcasting_member_of_a_clustering_group_can_be_refused_and_started_when_the_others_are_gone()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        PushConsumer first = await StartFirstAsync(cluster, TestCluster.Options());
        PushConsumerOptions options = TestCluster.Options();
        options.Broadcasting = true;
        options.OffsetDirectory = _directory.Path;
        options.RequireMatchingGroup = true;
        PushConsumer refused = cluster.CreateConsumer(options, new Handled().HandleAsync);
        RocketMqException error = await Should.ThrowAsync<RocketMqException>(async () =>
            await refused.StartAsync(TestCluster.Cancellation)
        );
        error.Message.ShouldContain("they are Clustering, this one is Broadcasting");
        await first.DisposeAsync();
        await TestCluster.WithinAsync(refused.StartAsync(TestCluster.Cancellation).AsTask(), "it starts alone");
    }

    private static Task<PushConsumer> StartFirstAsync(TestCluster cluster, PushConsumerOptions options) =>
        cluster.StartConsumerAsync(options, new Handled().HandleAsync);
}
