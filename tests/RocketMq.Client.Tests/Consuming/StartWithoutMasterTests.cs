using RocketMq.Protocol;
using RocketMq.Tests.EndToEnd;
using RocketMq.Tests.Kit;
using RocketMq.Tests.Peers;

namespace RocketMq.Tests.Consuming;

public sealed class StartWithoutMasterTests
{
    private const string ReplicaOnly = "archive";

    private readonly ManualTimeProvider _time = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_consumer_starts_while_no_broker_of_its_topic_has_a_master(bool mustMatch)
    {
        await using FakeCluster cluster = new("broker-a");
        cluster.NameServer.SetRoute(ReplicaOnly, RouteWithoutMaster(cluster));
        PushConsumerOptions options = new PushConsumerOptions { Group = "billing", RequireMatchingGroup = mustMatch }.Subscribe(
            ReplicaOnly
        );
        await using PushConsumer consumer = Create(cluster.CreateClient(_time), options);
        await consumer.StartAsync(TestCluster.Cancellation).Within("the start");
    }

    [Fact]
    public async Task The_broker_of_another_topic_is_asked_about_the_group_then()
    {
        await using FakeCluster cluster = new("broker-a", "broker-b");
        cluster.NameServer.SetRoute(ReplicaOnly, RouteWithoutMaster(cluster));
        cluster.NameServer.SetRoute("orders", Routes.OneBroker("broker-b", cluster.Broker("broker-b").Address, queues: 1));
        PushConsumerOptions options = new PushConsumerOptions { Group = "billing" }
            .Subscribe(ReplicaOnly)
            .Subscribe("orders");
        await using PushConsumer consumer = Create(cluster.CreateClient(_time), options);
        await consumer.StartAsync(TestCluster.Cancellation).Within("the start");
        cluster.Broker("broker-b").Received(RequestCode.GetConsumerConnectionList).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_consumer_starts_although_the_master_in_its_route_is_gone_from_a_newer_one()
    {
        await using FakeCluster cluster = new("broker-a");
        cluster.NameServer.SetRoute(ReplicaOnly, RouteWithoutMaster(cluster));
        RocketMqClient client = cluster.CreateClient(_time);
        await client.Session.Routes.GetAsync("orders", TestCluster.Cancellation).Within("the older route");
        await client.Session.Routes.GetAsync(ReplicaOnly, TestCluster.Cancellation).Within("the newer route");
        await using PushConsumer consumer = Create(client, new PushConsumerOptions { Group = "billing" }.Subscribe("orders"));
        await consumer.StartAsync(TestCluster.Cancellation).Within("the start");
    }

    private static PushConsumer Create(RocketMqClient client, PushConsumerOptions options) =>
        client.CreatePushConsumer(options, new Handled().HandleAsync);

    private static TopicRouteData RouteWithoutMaster(FakeCluster cluster)
    {
        TopicRouteData route = Routes.OneBroker("broker-a", cluster.Broker("broker-a").Address, queues: 1);
        SortedDictionary<long, string> replicas = new() { [1] = cluster.Broker("broker-a").Address };
        return route with { BrokerDatas = [route.BrokerDatas[0] with { BrokerAddrs = replicas }] };
    }
}
