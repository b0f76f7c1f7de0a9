using RocketMq.Protocol;
using RocketMq.Tests.Kit;
using RocketMq.Tests.Peers;
using RocketMq.Transport;

namespace RocketMq.Tests.Administrating;

public sealed class AdministrationTests
{
    private static readonly MessageQueue Queue = new("orders", "broker-a", 2);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_topic_is_created_on_every_master_and_usable_at_once()
    {
        await using FakeCluster cluster = new("broker-a", "broker-b");
        foreach (ScriptedBroker broker in cluster.Brokers)
            broker.Always(RequestCode.CreateTopic, RegisterTopic(cluster));
        RocketMqClient client = cluster.CreateClient();
        await Should.ThrowAsync<RocketMqException>(() =>
            client.CreateProducer().SendAsync(new Message("fresh", new byte[1]), Cancellation).Within("a send too early")
        );
        await client.Administration.CreateTopicAsync(new("fresh") { ReadQueues = 6, WriteQueues = 5 }, Cancellation).Within("the creation");
        foreach (ScriptedBroker broker in cluster.Brokers)
        {
            ScriptedRequest request = broker.Received(RequestCode.CreateTopic).ShouldHaveSingleItem();
            request.Fields["topic"].ShouldBe("fresh");
            request.Fields["readQueueNums"].ShouldBe("6");
            request.Fields["writeQueueNums"].ShouldBe("5");
            request.Fields["perm"].ShouldBe("6");
            request.Fields["topicFilterType"].ShouldBe("SINGLE_TAG");
            request.Fields["defaultTopic"].ShouldBe("TBW102");
            request.Fields["order"].ShouldBe("false");
        }
        await client.CreateProducer(new() { Group = "two" }).SendAsync(new Message("fresh", new byte[1]), Cancellation).Within("a send");
    }

    [Fact]
    public async Task A_topic_can_be_created_on_one_broker_and_an_unknown_one_is_an_error()
    {
        await using FakeCluster cluster = new("broker-a", "broker-b");
        cluster.Broker("broker-b").Always(RequestCode.CreateTopic, RegisterTopic(cluster));
        RocketMqClient client = cluster.CreateClient();
        await client.Administration.CreateTopicAsync(new("fresh") { BrokerName = "broker-b" }, Cancellation).Within("the creation");
        cluster.Broker("broker-a").Received(RequestCode.CreateTopic).ShouldBeEmpty();
        RocketMqException error = await Should.ThrowAsync<RocketMqException>(() =>
            client.Administration.CreateTopicAsync(new("fresh") { BrokerName = "broker-z" }, Cancellation).AsTask()
        );
        error.Reason.ShouldBe(RocketMqErrorReason.BrokerNotFound);
        error.Message.ShouldContain("broker-z");
        error.Message.ShouldContain("broker-a");
    }

    [Fact]
    public async Task A_refused_creation_is_reported_with_the_brokers_words()
    {
        await using FakeCluster cluster = new("broker-a");
        cluster.Broker("broker-a").Always(RequestCode.CreateTopic, Answers.Refuse(ResponseCode.InvalidParameter, "no such attribute"));
        BrokerException error = await Should.ThrowAsync<BrokerException>(() =>
            cluster.CreateClient().Administration.CreateTopicAsync(new("fresh"), Cancellation).AsTask()
        );
        error.Reason.ShouldBe(RocketMqErrorReason.InvalidRequest);
        error.Message.ShouldContain("no such attribute");
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("TBW102")]
    public async Task A_topic_name_that_is_not_free_is_refused(string name)
    {
        await using FakeCluster cluster = new("broker-a");
        await Should.ThrowAsync<ArgumentException>(() =>
            cluster.CreateClient().Administration.CreateTopicAsync(new(name), Cancellation).AsTask()
        );
    }

    [Fact]
    public async Task A_topic_has_as_many_read_queues_as_write_queues_unless_told_otherwise()
    {
        await using FakeCluster cluster = new("broker-a");
        ScriptedBroker broker = cluster.Broker("broker-a");
        broker.Always(RequestCode.CreateTopic, RegisterTopic(cluster));
        await cluster
            .CreateClient()
            .Administration.CreateTopicAsync(new("fresh") { WriteQueues = 16 }, Cancellation)
            .Within("the creation");
        ScriptedRequest request = broker.Received(RequestCode.CreateTopic).ShouldHaveSingleItem();
        request.Fields["writeQueueNums"].ShouldBe("16");
        request.Fields["readQueueNums"].ShouldBe("16");
    }

    [Fact]
    public async Task A_topic_with_queues_that_are_written_and_not_read_is_refused()
    {
        await using FakeCluster cluster = new("broker-a");
        ScriptedBroker broker = cluster.Broker("broker-a");
        broker.Always(RequestCode.CreateTopic, RegisterTopic(cluster));
        RocketMqClient client = cluster.CreateClient();
        TopicSpecification topic = new("fresh") { WriteQueues = 16, ReadQueues = 8 };
        ArgumentException refused = await Should.ThrowAsync<ArgumentException>(() =>
            client.Administration.CreateTopicAsync(topic, Cancellation).AsTask()
        );
        refused.Message.ShouldContain("fewer read queues (8) than write queues (16)");

        topic.IsWritable = false;
        await client.Administration.CreateTopicAsync(topic, Cancellation).Within("a topic that nobody may write");
        broker.Received(RequestCode.CreateTopic).ShouldHaveSingleItem().Fields["readQueueNums"].ShouldBe("8");
    }

    [Fact]
    public async Task A_topic_is_deleted_on_brokers_and_on_every_name_server()
    {
        await using FakeCluster cluster = new("broker-a", "broker-b");
        cluster.AddNameServer("ns-2:9876");
        cluster.SetRoute("orders", 4);
        await cluster.CreateClient().Administration.DeleteTopicAsync("orders", Cancellation).Within("the deletion");
        cluster.Brokers.ShouldAllBe(broker => broker.Received(RequestCode.DeleteTopicInBroker).Count == 1);
        cluster.NameServers.ShouldAllBe(server => server.Received(RequestCode.DeleteTopicInNameServer).Count == 1);
    }

    [Fact]
    public async Task A_route_tells_brokers_and_queues()
    {
        await using FakeCluster cluster = new("broker-a", "broker-b");
        TopicRouteInfo route = await cluster.CreateClient().Administration.GetRouteAsync("orders", Cancellation).Within("the route");
        route.Brokers.Select(broker => broker.Name).ShouldBe(["broker-a", "broker-b"], ignoreOrder: true);
        route.Brokers[0].Addresses[0].ShouldBe($"{route.Brokers[0].Name}:10911");
        route.PublishQueues.Count.ShouldBe(8);
        route.SubscribeQueues.Count.ShouldBe(8);
    }

    [Fact]
    public async Task Offsets_are_asked_of_the_queues_broker()
    {
        await using FakeCluster cluster = new("broker-a");
        ScriptedBroker broker = cluster.Broker("broker-a");
        broker.Always(
            RequestCode.GetMinOffset,
            context => context.Reply(ResponseCode.Success, new GetMinOffsetResponseHeader { Offset = 3 })
        );
        broker.Always(
            RequestCode.GetMaxOffset,
            context => context.Reply(ResponseCode.Success, new GetMaxOffsetResponseHeader { Offset = 9 })
        );
        broker.Always(
            RequestCode.SearchOffsetByTimestamp,
            context => context.Reply(ResponseCode.Success, new SearchOffsetResponseHeader { Offset = 5 })
        );
        broker.Once(
            RequestCode.QueryConsumerOffset,
            context => context.Reply(ResponseCode.Success, new QueryConsumerOffsetResponseHeader { Offset = 7 })
        );
        broker.Always(RequestCode.QueryConsumerOffset, Answers.Refuse(ResponseCode.QueryNotFound));
        RocketMq.Administration administration = cluster.CreateClient().Administration;
        (await administration.GetMinOffsetAsync(Queue, Cancellation).Within("the lowest offset")).ShouldBe(3);
        (await administration.GetMaxOffsetAsync(Queue, Cancellation).Within("the highest offset")).ShouldBe(9);
        DateTimeOffset time = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_000);
        (await administration.SearchOffsetAsync(Queue, time, Cancellation).Within("the search")).ShouldBe(5);
        broker.Received(RequestCode.SearchOffsetByTimestamp)[0].Fields["timestamp"].ShouldBe("1700000000000");
        (await administration.QueryConsumerOffsetAsync("billing", Queue, Cancellation).Within("the offset")).ShouldBe(7);
        (await administration.QueryConsumerOffsetAsync("billing", Queue, Cancellation).Within("no offset")).ShouldBeNull();
    }

    [Fact]
    public async Task A_broker_that_is_gone_is_told_in_the_clients_terms()
    {
        await using FakeCluster cluster = new("broker-a");
        await cluster.Broker("broker-a").StopAsync();
        RocketMqException error = await Should.ThrowAsync<RocketMqException>(() =>
            cluster.CreateClient().Administration.GetMaxOffsetAsync(Queue, Cancellation).AsTask()
        );
        error.Reason.ShouldBe(RocketMqErrorReason.BrokerUnreachable);
        error.Message.ShouldContain("broker-a");
    }

    // What a broker does: it creates the topic and tells the name servers.
    private static Action<RequestContext> RegisterTopic(FakeCluster cluster) =>
        context =>
        {
            string topic = context.Request.ReadHeader<CreateTopicRequestHeader>().Topic!;
            context.Reply(ResponseCode.Success);
            cluster.SetRoute(topic, queues: 5);
        };
}
