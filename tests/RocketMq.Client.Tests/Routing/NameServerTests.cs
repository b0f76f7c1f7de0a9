using System.Text;
using RocketMq.Protocol;
using RocketMq.Tests;
using RocketMq.Tests.Kit;
using RocketMq.Tests.Peers;

namespace RocketMq.Tests.Routing;

public sealed class NameServerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_name_server_that_is_down_is_passed_over_at_once()
    {
        await using FakeCluster cluster = new("broker-a");
        cluster.AddNameServer("ns-2:9876");
        cluster.SetRoute("orders", 4);
        await cluster.NameServer.StopAsync();
        // Each client begins at a random server, so some of these begin at the one that is down.
        for (int index = 0; index < 8; index++)
            await cluster.CreateClient().CreateProducer().SendAsync(Order(), Cancellation).Within("a send");
        cluster.Broker("broker-a").Sends.Count.ShouldBe(8);
    }

    [Fact]
    public async Task A_name_server_that_hangs_costs_its_share_of_the_time_and_is_not_asked_again()
    {
        ManualTimeProvider time = new();
        await using FakeCluster cluster = new("broker-a");
        ScriptedNameServer hanging = cluster.AddNameServer("ns-2:9876");
        cluster.SetRoute("orders", 4);
        cluster.SetRoute("returns", 4);
        hanging.Always(RequestCode.GetRouteInfoByTopic, Answers.Hang);
        RocketMqClient client = await CreateClientThatBeginsAtAsync(cluster, hanging, time);
        int asked = hanging.Received(RequestCode.GetRouteInfoByTopic).Count;
        Producer producer = client.CreateProducer();
        await producer.SendAsync(new Message("returns", new byte[1]), Cancellation).Within("a send after the fail-over");
        hanging.Received(RequestCode.GetRouteInfoByTopic).Count.ShouldBe(asked);
    }

    [Fact]
    public async Task When_none_answers_the_error_lists_every_server_with_its_failure()
    {
        await using FakeCluster cluster = new("broker-a");
        ScriptedNameServer wrong = cluster.AddNameServer("ns-2:9876");
        ScriptedNameServer garbled = cluster.AddNameServer("ns-3:9876");
        await cluster.NameServer.StopAsync();
        wrong.Always(RequestCode.GetRouteInfoByTopic, Answers.Refuse(ResponseCode.SystemError, "disk on fire"));
        garbled.Always(RequestCode.GetRouteInfoByTopic, Answers.Body("{\"brokerDatas\":"u8.ToArray()));
        Producer producer = cluster.CreateClient().CreateProducer();
        RocketMqException error = await Should.ThrowAsync<RocketMqException>(() =>
            producer.SendAsync(Order(), Cancellation).Within("the send")
        );
        error.Reason.ShouldBe(RocketMqErrorReason.NameServerUnreachable);
        error.IsTransient.ShouldBeTrue();
        foreach (string expected in (string[])["ns-1:9876", "ns-2:9876", "ns-3:9876", "disk on fire", "orders"])
            error.Message.ShouldContain(expected);
    }

    [Fact]
    public async Task A_name_server_that_does_not_know_the_topic_is_not_the_last_word()
    {
        await using FakeCluster cluster = new("broker-a");
        cluster.AddNameServer("ns-2:9876").SetRoute("returns", Routes.OneBroker("broker-a", "broker-a:10911", 4));
        for (int index = 0; index < 8; index++)
        {
            Producer producer = cluster.CreateClient().CreateProducer();
            await producer.SendAsync(new Message("returns", new byte[1]), Cancellation).Within("a send");
        }
    }

    [Fact]
    public async Task A_name_server_that_comes_back_is_used()
    {
        await using FakeCluster cluster = new("broker-a");
        await cluster.NameServer.StopAsync();
        RocketMqClient client = cluster.CreateClient();
        Producer producer = client.CreateProducer();
        await Should.ThrowAsync<RocketMqException>(() => producer.SendAsync(Order(), Cancellation).Within("a send"));
        await Should.ThrowAsync<RocketMqException>(() => client.ConnectAsync(Cancellation).AsTask());
        cluster.NameServer.Start();
        await SendWhenPossibleAsync(producer).Within("a send after the name server came back");
    }

    [Fact]
    public async Task Connecting_asks_a_name_server()
    {
        await using FakeCluster cluster = new("broker-a");
        await cluster.CreateClient().ConnectAsync(Cancellation).Within("the connect");
        cluster.NameServer.Received(RequestCode.GetBrokerClusterInfo).Count.ShouldBe(1);
    }

    private static async Task<RocketMqClient> CreateClientThatBeginsAtAsync(
        FakeCluster cluster,
        ScriptedNameServer server,
        ManualTimeProvider time
    )
    {
        while (true)
        {
            RocketMqClient client = cluster.CreateClient(time);
            int before = server.Received(RequestCode.GetRouteInfoByTopic).Count;
            Task<SendReceipt> send = client.CreateProducer(new() { Group = "probe" }).SendAsync(Order(), Cancellation).AsTask();
            DateTimeOffset start = time.GetUtcNow();
            await time.AdvanceUntilAsync(send, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(10), "the send");
            if (server.Received(RequestCode.GetRouteInfoByTopic).Count == before)
                continue;
            (time.GetUtcNow() - start).ShouldBeInRange(TimeSpan.FromSeconds(1.4), TimeSpan.FromSeconds(2));
            return client;
        }
    }

    // The connection to a server that was down is dialled again after a short backoff.
    private static async Task SendWhenPossibleAsync(Producer producer)
    {
        while (true)
        {
            try
            {
                await producer.SendAsync(Order(), Cancellation);
                return;
            }
            catch (RocketMqException exception) when (exception.IsTransient)
            {
                await Task.Yield();
            }
        }
    }

    private static Message Order() => new("orders", Encoding.UTF8.GetBytes("body"));
}
