using RocketMq.Protocol;
using RocketMq.Tests;
using RocketMq.Tests.Kit;
using RocketMq.Tests.Peers;

namespace RocketMq.Tests.Routing;

public sealed class RouteTableTests
{
    private readonly ManualTimeProvider _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_unknown_topic_is_an_error_that_tells_whom_was_asked_and_how_to_create_it()
    {
        await using FakeCluster cluster = new("broker-a");
        Producer producer = cluster.CreateClient().CreateProducer();
        RocketMqException error = await Should.ThrowAsync<RocketMqException>(() =>
            producer.SendAsync(new Message("unknown", new byte[1]), Cancellation).Within("the send")
        );
        error.Reason.ShouldBe(RocketMqErrorReason.RouteNotFound);
        error.Message.ShouldContain("'unknown'");
        error.Message.ShouldContain("ns-1:9876");
        error.Message.ShouldContain("rmq topic create unknown");
        error.Message.ShouldContain("CreateTopicAsync");
    }

    [Fact]
    public async Task An_unknown_topic_is_not_asked_for_again_at_once()
    {
        await using FakeCluster cluster = new("broker-a");
        Producer producer = cluster.CreateClient(_time).CreateProducer();
        for (int index = 0; index < 5; index++)
            await Should.ThrowAsync<RocketMqException>(() =>
                producer.SendAsync(new Message("unknown", new byte[1]), Cancellation).Within("the send")
            );
        AskedFor(cluster, "unknown").ShouldBe(1);
        _time.Advance(TimeSpan.FromSeconds(1.1));
        cluster.SetRoute("unknown", 4);
        await producer.SendAsync(new Message("unknown", new byte[1]), Cancellation).Within("the send to the created topic");
    }

    [Fact]
    public async Task Where_brokers_create_topics_an_unknown_one_gets_the_default_number_of_queues()
    {
        await using FakeCluster cluster = new("broker-a");
        cluster.SetRoute("TBW102", queues: 8);
        Producer producer = cluster.CreateClient().CreateProducer();
        IReadOnlyList<MessageQueue> queues = await producer.GetPublishQueuesAsync("fresh", Cancellation).Within("the queues");
        queues.Select(queue => queue.QueueId).ShouldBe([0, 1, 2, 3]);
        await producer.SendAsync(new Message("fresh", new byte[1]), Cancellation).Within("the send");
        cluster.Broker("broker-a").Sends.ShouldHaveSingleItem().Fields["c"].ShouldBe("TBW102");
    }

    [Fact]
    public async Task A_topic_that_was_created_meanwhile_gets_its_own_route_at_the_next_refresh()
    {
        await using FakeCluster cluster = new("broker-a");
        cluster.SetRoute("TBW102", queues: 8);
        Producer producer = cluster.CreateClient(_time).CreateProducer();
        await producer.SendAsync(new Message("fresh", new byte[1]), Cancellation).Within("the send");
        cluster.SetRoute("fresh", queues: 2);
        await RefreshAsync(cluster, "fresh");
        await UntilAsync(async () => (await producer.GetPublishQueuesAsync("fresh", Cancellation)).Count == 2, "the topic's own route");
    }

    [Fact]
    public async Task Routes_in_use_are_fetched_again_every_30_seconds()
    {
        await using FakeCluster cluster = new("broker-a");
        Producer producer = cluster.CreateClient(_time).CreateProducer();
        await producer.SendAsync(new Message("orders", new byte[1]), Cancellation).Within("the send");
        cluster.AddBroker("broker-b");
        cluster.SetRoute("orders", 4);
        await RefreshAsync(cluster, "orders");
        await UntilAsync(
            async () => (await producer.GetPublishQueuesAsync("orders", Cancellation)).Count == 8,
            "the queues of the new broker"
        );
    }

    [Fact]
    public async Task While_the_name_servers_are_down_the_known_routes_stay_in_use()
    {
        await using FakeCluster cluster = new("broker-a");
        Producer producer = cluster.CreateClient(_time).CreateProducer();
        await producer.SendAsync(new Message("orders", new byte[1]), Cancellation).Within("the first send");
        await cluster.NameServer.StopAsync();
        _time.Advance(TimeSpan.FromSeconds(31));
        _time.Advance(TimeSpan.FromSeconds(31));
        await producer.SendAsync(new Message("orders", new byte[1]), Cancellation).Within("a send without name servers");
    }

    [Fact]
    public async Task A_topic_that_cannot_be_written_says_so()
    {
        await using FakeCluster cluster = new("broker-a");
        cluster.NameServer.SetRoute("archive", Routes.OneBroker("broker-a", "broker-a:10911", 4, TopicPermissions.Read));
        Producer producer = cluster.CreateClient().CreateProducer();
        RocketMqException error = await Should.ThrowAsync<RocketMqException>(() =>
            producer.SendAsync(new Message("archive", new byte[1]), Cancellation).Within("the send")
        );
        error.Reason.ShouldBe(RocketMqErrorReason.RouteNotFound);
        error.Message.ShouldContain("no queue that can be written");
    }

    [Fact]
    public async Task A_broker_that_no_route_names_any_more_is_disconnected()
    {
        await using FakeCluster cluster = new("broker-a", "broker-b");
        Producer producer = cluster.CreateClient(_time).CreateProducer();
        for (int index = 0; index < 8; index++)
            await producer.SendAsync(new Message("orders", new byte[1]), Cancellation).Within("a send");
        Transport.RemotingConnection connection = cluster.Broker("broker-b").Connections.ShouldHaveSingleItem();
        cluster.NameServer.SetRoute("orders", Routes.OneBroker("broker-a", "broker-a:10911", 4));
        await RefreshAsync(cluster, "orders");
        await connection.Closed.Within("the connection to the removed broker to close");
    }

    private async Task RefreshAsync(FakeCluster cluster, string topic)
    {
        int before = AskedFor(cluster, topic);
        _time.Advance(TimeSpan.FromSeconds(30.5));
        await UntilAsync(() => Task.FromResult(AskedFor(cluster, topic) > before), "the refresh");
    }

    private static int AskedFor(FakeCluster cluster, string topic) =>
        cluster.NameServer.Received(RequestCode.GetRouteInfoByTopic).Count(request => request.Fields["topic"] == topic);

    private async Task UntilAsync(Func<Task<bool>> condition, string what)
    {
        Task reached = ReachAsync(condition);
        await _time.AdvanceUntilAsync(reached, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(5), what);
    }

    private static async Task ReachAsync(Func<Task<bool>> condition)
    {
        while (!await condition())
            await Task.Yield();
    }
}
