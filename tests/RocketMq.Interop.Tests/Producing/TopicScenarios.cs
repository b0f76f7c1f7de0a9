using RocketMq.Protocol;

namespace RocketMq.Interop.Tests.Producing;

/// <summary>Topics that come, change and go (P39), and replication by consensus (P40).</summary>
public sealed class TopicScenarios
{
    private static CancellationToken Cancellation => ScenarioCluster.Cancellation;

    [Theory, OnEachCluster]
    public async Task P39_creating_changing_and_deleting_a_topic_shows_in_its_route(ClusterKind kind)
    {
        await using ScenarioCluster cluster = await ScenarioCluster.StartAsync(kind);
        Administration administration = cluster.Client.Administration;
        (await cluster.CreateTopicAsync(queues: 4)).Count.ShouldBe(4);
        (await cluster.CreateTopicAsync(queues: 6)).Count.ShouldBe(6);

        await administration.DeleteTopicAsync(cluster.Topic, Cancellation).Within("the deletion");

        RocketMqException gone = await Should.ThrowAsync<RocketMqException>(() =>
            administration.GetRouteAsync(cluster.Topic, Cancellation).Within("the answer")
        );
        gone.Reason.ShouldBe(RocketMqErrorReason.RouteNotFound);
    }

    [Theory(Skip = "It needs a group of three brokers with DLedger; a client sees nothing but another master after a fail-over.")]
    [OnEachCluster]
    public Task P40_sends_to_a_DLedger_group_are_consumed(ClusterKind kind) =>
        new SendScenarios().P03_twenty_sends_that_nobody_waits_for_in_between_all_succeed_and_arrive(kind);
}
