using RocketMq.Protocol;
using RocketMq.Sessions;
using RocketMq.Tests.Peers;

namespace RocketMq.Tests.Sessions;

public sealed class ClientSessionTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Creating_clients_and_producers_does_no_IO()
    {
        await using FakeCluster cluster = new("broker-a");
        cluster.CreateClient().CreateProducer();
        cluster.NameServer.Connections.ShouldBeEmpty();
        cluster.Broker("broker-a").Connections.ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_client_of_a_process_has_an_id_of_its_own()
    {
        await using FakeCluster cluster = new();
        Enumerable.Range(0, 100).Select(_ => cluster.CreateClient().ClientId).ShouldBeUnique();
        cluster.CreateClient(configure: options => options.InstanceName = "a").ClientId.ShouldBe("127.0.0.1@a");
    }

    [Fact]
    public async Task Producers_of_one_client_share_one_connection_per_broker()
    {
        await using FakeCluster cluster = new("broker-a");
        RocketMqClient client = cluster.CreateClient();
        for (int index = 0; index < 3; index++)
            await client.CreateProducer(new() { Group = $"group-{index}" }).SendAsync(Order(), Cancellation).Within("a send");
        cluster.Broker("broker-a").Connections.Count.ShouldBe(1);
        cluster.NameServer.Connections.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_group_can_be_used_once_per_client_and_again_after_disposal()
    {
        await using FakeCluster cluster = new("broker-a");
        RocketMqClient client = cluster.CreateClient();
        Producer first = client.CreateProducer(new() { Group = "shop" });
        RocketMqException error = Should.Throw<RocketMqException>(() => client.CreateProducer(new() { Group = "shop" }));
        error.Reason.ShouldBe(RocketMqErrorReason.DuplicateGroup);
        error.Message.ShouldContain("'shop'");
        error.Message.ShouldContain("a group of its own");
        await first.DisposeAsync().Within("the disposal");
        await client.CreateProducer(new() { Group = "shop" }).SendAsync(Order(), Cancellation).Within("a send");
    }

    [Fact]
    public async Task Disposal_closes_all_connections_and_is_idempotent()
    {
        await using FakeCluster cluster = new("broker-a");
        RocketMqClient client = cluster.CreateClient();
        await client.CreateProducer().SendAsync(Order(), Cancellation).Within("a send");
        Task brokerSide = cluster.Broker("broker-a").Connections.Single().Closed;
        Task nameServerSide = cluster.NameServer.Connections.Single().Closed;
        await client.DisposeAsync().Within("the disposal");
        await client.DisposeAsync().Within("the second disposal");
        await brokerSide.Within("the broker's side to close");
        await nameServerSide.Within("the name server's side to close");
        Should.Throw<ObjectDisposedException>(() => client.CreateProducer(new() { Group = "late" }));
        await Should.ThrowAsync<ObjectDisposedException>(() => client.ConnectAsync(Cancellation).AsTask());
    }

    [Fact]
    public async Task A_consumer_is_told_of_new_connections_and_routes()
    {
        await using FakeCluster cluster = new("broker-a");
        ClientSession session = cluster.CreateClient().Session;
        FakeConsumer consumer = new("billing");
        session.Register(consumer);
        session.Routes.Track("orders");
        await session.Routes.GetAsync("orders", Cancellation).Within("the route");
        await consumer.RebalanceAsked();
        await session.SendHeartbeatAsync(Cancellation).Within("the heartbeat");
        await consumer.RebalanceAsked();
        HeartbeatData data = HeartbeatData.Parse(cluster.Broker("broker-a").Received(RequestCode.Heartbeat)[0].Body);
        data.ConsumerDataSet.ShouldHaveSingleItem().GroupName.ShouldBe("billing");
        Should
            .Throw<RocketMqException>(() => session.Register(new FakeConsumer("billing")))
            .Reason.ShouldBe(RocketMqErrorReason.DuplicateGroup);
        await session.UnregisterAsync(consumer, Cancellation).Within("the unregistration");
        cluster.Broker("broker-a").Received(RequestCode.UnregisterClient)[0].Fields["consumerGroup"].ShouldBe("billing");
    }

    [Fact]
    public async Task The_clients_own_messages_carry_their_counters_in_the_header()
    {
        await using FakeCluster cluster = new("broker-a");
        cluster.SetRoute("%RETRY%billing", queues: 1);
        ClientSession session = cluster.CreateClient().Session;
        Message message = new("%RETRY%billing", "body"u8.ToArray())
        {
            System = new(new Dictionary<string, string> { ["UNIQ_KEY"] = "ABC", ["DELAY"] = "3" }, 2, 16),
        };
        SendReceipt receipt = await session.InternalSender.SendAsync(message, Cancellation).Within("the send");
        receipt.MessageId.ShouldBe("ABC");
        ScriptedRequest request = cluster.Broker("broker-a").Sends.ShouldHaveSingleItem();
        request.Fields["a"].ShouldBe(ClientSession.InnerProducerGroup);
        request.Fields["j"].ShouldBe("2");
        request.Fields["l"].ShouldBe("16");
        request.Properties["DELAY"].ShouldBe("3");
    }

    private static Message Order() => new("orders", "body"u8.ToArray());
}
