using RocketMq.Protocol;
using RocketMq.Tests;
using RocketMq.Tests.Peers;

namespace RocketMq.Tests.Sessions;

public sealed class HeartbeatTests
{
    private readonly ManualTimeProvider _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_connection_hears_of_the_client_at_once()
    {
        await using FakeCluster cluster = new("broker-a");
        RocketMqClient client = cluster.CreateClient(configure: options => options.InstanceName = "p-75");
        await client.CreateProducer(new() { Group = "gg-hbp-json" }).SendAsync(Order(), Cancellation).Within("the send");
        await cluster.Broker("broker-a").WaitForAsync(RequestCode.Heartbeat, 1);
        cluster
            .Broker("broker-a")
            .Received(RequestCode.Heartbeat)[0]
            .BodyText.ShouldBe(
                """{"clientID":"127.0.0.1@p-75","consumerDataSet":[],"heartbeatFingerprint":0,"producerDataSet":[{"groupName":"gg-hbp-json"}],"withoutSub":false}"""
            );
    }

    [Fact]
    public async Task Brokers_hear_of_the_client_every_30_seconds()
    {
        await using FakeCluster cluster = new("broker-a");
        await cluster.CreateClient(_time).CreateProducer().SendAsync(Order(), Cancellation).Within("the send");
        await cluster.Broker("broker-a").WaitForAsync(RequestCode.Heartbeat, 1);
        for (int beats = 2; beats < 5; beats++)
        {
            _time.Advance(TimeSpan.FromSeconds(30));
            await cluster.Broker("broker-a").WaitForAsync(RequestCode.Heartbeat, beats);
        }
    }

    [Fact]
    public async Task A_group_that_joins_later_is_told_at_once()
    {
        await using FakeCluster cluster = new("broker-a");
        RocketMqClient client = cluster.CreateClient();
        await client.CreateProducer(new() { Group = "one" }).SendAsync(Order(), Cancellation).Within("the send");
        await cluster.Broker("broker-a").WaitForAsync(RequestCode.Heartbeat, 1);
        client.CreateProducer(new() { Group = "two" });
        await cluster.Broker("broker-a").WaitForAsync(RequestCode.Heartbeat, 2);
        HeartbeatData last = HeartbeatData.Parse(cluster.Broker("broker-a").Received(RequestCode.Heartbeat)[^1].Body);
        last.ProducerDataSet.Select(producer => producer.GroupName).ShouldBe(["one", "two"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_connection_that_is_made_again_is_told_again()
    {
        await using FakeCluster cluster = new("broker-a");
        Producer producer = cluster.CreateClient().CreateProducer();
        await producer.SendAsync(Order(), Cancellation).Within("the send");
        await cluster.Broker("broker-a").WaitForAsync(RequestCode.Heartbeat, 1);
        cluster.Broker("broker-a").Once(RequestCode.SendMessageV2, Answers.BreakConnection);
        await producer.SendAsync(Order(), Cancellation).Within("the send over the break");
        await cluster.Broker("broker-a").WaitForAsync(RequestCode.Heartbeat, 2);
    }

    [Fact]
    public async Task A_dead_broker_does_not_keep_the_others_from_hearing()
    {
        await using FakeCluster cluster = new("broker-a", "broker-b");
        Producer producer = cluster.CreateClient(_time).CreateProducer();
        for (int index = 0; index < 8; index++)
            await producer.SendAsync(Order(), Cancellation).Within("a send");
        await cluster.Broker("broker-b").WaitForAsync(RequestCode.Heartbeat, 1);
        cluster.Broker("broker-a").Always(RequestCode.Heartbeat, Answers.Hang);
        for (int beats = 2; beats < 5; beats++)
        {
            _time.Advance(TimeSpan.FromSeconds(30));
            await cluster.Broker("broker-b").WaitForAsync(RequestCode.Heartbeat, beats);
            // Its time limit begins with the request: one that is not on its way yet would outlive the next step of the clock.
            await cluster.Broker("broker-a").WaitForAsync(RequestCode.Heartbeat, beats);
        }
    }

    [Fact]
    public async Task Rounds_do_not_line_up_behind_a_broker_that_is_silent()
    {
        await using FakeCluster cluster = new("broker-a");
        RocketMqClient client = cluster.CreateClient(_time);
        await client.CreateProducer().SendAsync(Order(), Cancellation).Within("the send");
        await cluster.Broker("broker-a").WaitForAsync(RequestCode.Heartbeat, 1);
        cluster.Broker("broker-a").Always(RequestCode.Heartbeat, Answers.Hang);
        Task rounds = Task.WhenAll(Enumerable.Range(0, 8).Select(_ => client.Session.SendHeartbeatAsync(Cancellation).AsTask()));

        // The one in turn and, if it gets its turn just then, one more; not all eight.
        await _time.AdvanceUntilAsync(rounds, TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(9), "the rounds wait for each other");
    }

    [Fact]
    public async Task A_producer_that_is_disposed_leaves_its_group()
    {
        await using FakeCluster cluster = new("broker-a");
        RocketMqClient client = cluster.CreateClient();
        Producer producer = client.CreateProducer(new() { Group = "shop" });
        await producer.SendAsync(Order(), Cancellation).Within("the send");
        await producer.DisposeAsync().Within("the disposal");
        ScriptedRequest request = cluster.Broker("broker-a").Received(RequestCode.UnregisterClient).ShouldHaveSingleItem();
        request.Fields["clientID"].ShouldBe(client.ClientId);
        request.Fields["producerGroup"].ShouldBe("shop");
        request.Fields.ShouldNotContainKey("consumerGroup");
    }

    private static Message Order() => new("orders", "body"u8.ToArray());
}
