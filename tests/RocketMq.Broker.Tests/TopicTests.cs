using RocketMq.Broker.Tests.Kit;

namespace RocketMq.Broker.Tests;

public sealed class TopicTests
{
    [Fact]
    public async Task The_first_send_creates_a_topic_with_the_queues_that_the_client_asks_for()
    {
        await using var test = await TestBroker.StartAsync();
        var nameServer = await test.ConnectNameServerAsync();
        (await RouteAsync(nameServer, "fresh")).Code.ShouldBe(ResponseCode.TopicNotExist);

        (await test.Client.SendAsync("fresh", "x", queueId: 3)).Code.ShouldBe(ResponseCode.Success);

        var route = TopicRouteData.Parse((await RouteAsync(nameServer, "fresh")).Body);
        var queues = route.QueueDatas.ShouldHaveSingleItem();
        queues.WriteQueueNums.ShouldBe(4);
        queues.ReadQueueNums.ShouldBe(4);
        queues.Permissions.ShouldBe(6);
        var broker = route.BrokerDatas.ShouldHaveSingleItem();
        broker.BrokerAddrs[0].ShouldBe(test.Broker.BrokerAddress);
        broker.BrokerName.ShouldBe("broker-a");
        broker.Cluster.ShouldBe("DefaultCluster");
    }

    [Theory]
    [InlineData(100, 8)]
    [InlineData(0, 8)]
    [InlineData(-1, 8)]
    [InlineData(2, 2)]
    public async Task Automatic_creation_is_bounded_by_the_default_topic(int asked, int queues)
    {
        await using var test = await TestBroker.StartAsync();

        var sent = await test.Client.AskAsync(
            TestClient.Header("fresh", 0, new Dictionary<string, string>()) with
            {
                DefaultTopicQueueNums = asked,
            },
            "x"u8.ToArray()
        );

        sent.Code.ShouldBe(ResponseCode.Success);
        var config = await test.Client.AskAsync(new GetTopicConfigRequestHeader { Topic = "fresh" });
        TopicConfig.Parse(config.Body).WriteQueueNums.ShouldBe(queues);
    }

    [Fact]
    public async Task The_default_topic_is_routed_only_while_automatic_creation_is_on()
    {
        await using var on = await TestBroker.StartAsync();
        await using var off = await TestBroker.StartAsync(options => options.AutoCreateTopics = false);

        (await RouteAsync(await on.ConnectNameServerAsync(), "TBW102")).Code.ShouldBe(ResponseCode.Success);
        var missing = await RouteAsync(await off.ConnectNameServerAsync(), "TBW102");
        missing.Code.ShouldBe(ResponseCode.TopicNotExist);
        missing.Remark.ShouldStartWith("No topic route info in name server for the topic: TBW102\n");
    }

    [Fact]
    public async Task Old_clients_get_routes_with_raw_keys_and_newer_ones_standard_JSON()
    {
        await using var test = await TestBroker.StartAsync();
        var old = await test.ConnectNameServerAsync(new RemotingConnectionOptions { Version = 335 });
        var current = await test.ConnectNameServerAsync(new RemotingConnectionOptions { Version = 401 });

        (await RouteAsync(old, "orders")).Text.ShouldContain("{\"brokerAddrs\":{0:\"");
        (await RouteAsync(current, "orders")).Text.ShouldContain("{\"brokerAddrs\":{\"0\":\"");
        var standard = await old.AskAsync(new GetRouteInfoRequestHeader { Topic = "orders", AcceptStandardJsonOnly = true });
        standard.Text.ShouldContain("{\"brokerAddrs\":{\"0\":\"");
    }

    [Fact]
    public async Task A_topic_is_created_changed_and_deleted_by_request()
    {
        await using var test = await TestBroker.StartAsync();
        var nameServer = await test.ConnectNameServerAsync();

        (await CreateAsync(test, "made", read: 3, write: 5)).Code.ShouldBe(ResponseCode.Success);
        TopicRouteData.Parse((await RouteAsync(nameServer, "made")).Body).QueueDatas[0].WriteQueueNums.ShouldBe(5);
        (await CreateAsync(test, "made", read: 6, write: 6)).Code.ShouldBe(ResponseCode.Success);
        await test.Client.SendAsync("made", "x", queueId: 5);
        test.Inspection.CountMessages("made").ShouldBe(1);

        (await test.Client.AskAsync(new DeleteTopicRequestHeader { Topic = "made" })).Code.ShouldBe(ResponseCode.Success);
        (await nameServer.AskAsync(new DeleteTopicFromNameServerRequestHeader { Topic = "made" })).Code.ShouldBe(ResponseCode.Success);
        (await RouteAsync(nameServer, "made")).Code.ShouldBe(ResponseCode.TopicNotExist);
        (await test.Client.PullAsync("readers", "made", 0)).Code.ShouldBe(ResponseCode.TopicNotExist);
    }

    [Theory]
    [InlineData("TBW102")]
    [InlineData("DefaultCluster")]
    [InlineData("broker-a")]
    [InlineData("rmq_sys_anything")]
    [InlineData("bad name!")]
    public async Task System_topics_and_illegal_names_can_be_neither_created_nor_deleted(string topic)
    {
        await using var test = await TestBroker.StartAsync();

        (await CreateAsync(test, topic, 1, 1)).Code.ShouldBe(ResponseCode.InvalidParameter);
        if (topic != "bad name!")
            (await test.Client.AskAsync(new DeleteTopicRequestHeader { Topic = topic })).Code.ShouldBe(ResponseCode.InvalidParameter);
    }

    [Fact]
    public async Task Lists_name_every_topic_and_the_cluster_its_broker()
    {
        await using var test = await TestBroker.StartAsync();
        var nameServer = await test.ConnectNameServerAsync();

        var topics = TopicList.Parse((await nameServer.AskAsync(default(GetAllTopicListFromNameServerRequestHeader))).Body).Topics;
        var cluster = (await nameServer.AskAsync(default(GetBrokerClusterInfoRequestHeader))).Text;

        topics.ShouldContain("orders");
        topics.ShouldContain("TBW102");
        cluster.ShouldBe(
            $"{{\"brokerAddrTable\":{{\"broker-a\":{{\"brokerAddrs\":{{0:\"{test.Broker.BrokerAddress}\"}},\"brokerName\":\"broker-a\","
                + "\"cluster\":\"DefaultCluster\",\"enableActingMaster\":false}},\"clusterAddrTable\":{\"DefaultCluster\":[\"broker-a\"]}}"
        );
    }

    private static Task<Answer> RouteAsync(TestClient nameServer, string topic) =>
        nameServer.AskAsync(new GetRouteInfoRequestHeader { Topic = topic });

    private static Task<Answer> CreateAsync(TestBroker test, string topic, int read, int write) =>
        test.Client.AskAsync(
            new CreateTopicRequestHeader
            {
                Topic = topic,
                DefaultTopic = "TBW102",
                ReadQueueNums = read,
                WriteQueueNums = write,
                Permission = 6,
                TopicFilterType = "SINGLE_TAG",
            }
        );
}
