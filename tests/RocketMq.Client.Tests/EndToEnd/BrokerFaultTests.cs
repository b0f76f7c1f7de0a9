using System.Text;
using RocketMq.Protocol;
using RocketMq.Sessions;
using RocketMq.Transport;

namespace RocketMq.Tests.EndToEnd;

public sealed class BrokerFaultTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Consuming_goes_on_after_the_broker_was_killed_and_restarted(bool orderly)
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        PushConsumerOptions options = TestCluster.Options();
        options.Orderly = orderly;
        var handled = new Handled();
        await cluster.StartConsumerAsync(options, handled.HandleAsync);
        await cluster.SendAsync("before 1", "before 2");
        await TestCluster.WithinAsync(handled.Reaching(2), "the messages before are handled");

        await cluster.Broker.KillAsync();
        cluster.Time.Advance(TimeSpan.FromSeconds(5));
        await cluster.Broker.RestartAsync();
        Task sent = SendUntilTakenAsync(cluster, "after 1", "after 2", "after 3");
        await cluster.AdvanceUntilAsync(sent, TimeSpan.FromMinutes(3), "the producer reaches the broker again");
        await cluster.AdvanceUntilAsync(handled.Reaching(5), TimeSpan.FromMinutes(3), "the messages after are handled");
        handled.Bodies.Distinct().ShouldBe(["before 1", "before 2", "after 1", "after 2", "after 3"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_start_without_name_server_says_so_and_can_be_repeated()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        await cluster.SendAsync("waiting");
        await cluster.Broker.KillAsync();
        var handled = new Handled();
        PushConsumer consumer = cluster.CreateConsumer(TestCluster.Options(), handled.HandleAsync);
        Task start = consumer.StartAsync(TestCluster.Cancellation).AsTask();
        RocketMqException error = await Should.ThrowAsync<RocketMqException>(() =>
            cluster.AdvanceUntilAsync(start, TimeSpan.FromMinutes(1), "starting fails")
        );
        error.Reason.ShouldBe(RocketMqErrorReason.NameServerUnreachable);
        error.Message.ShouldContain(cluster.Broker.NameServerAddress);

        await cluster.Broker.RestartAsync();
        cluster.Time.Advance(TimeSpan.FromSeconds(30));
        await cluster.AdvanceUntilAsync(consumer.StartAsync(TestCluster.Cancellation).AsTask(), TimeSpan.FromMinutes(1), "it starts");
        await cluster.AdvanceUntilAsync(handled.Reaching(1), TimeSpan.FromMinutes(1), "the message is handled");
    }

    [Fact]
    public async Task A_record_that_does_not_decode_is_reported_and_kept_as_a_dead_letter()
    {
        await using TestCluster cluster = await TestCluster.StartAsync(queues: 1);
        await cluster.SendAsync("good 1");
        await SendUndecodableAsync(cluster);
        await cluster.SendAsync("good 2");
        var handled = new Handled();
        PushConsumer consumer = await cluster.StartConsumerAsync(TestCluster.Options(), handled.HandleAsync);
        await TestCluster.WithinAsync(handled.Reaching(2), "the good messages are handled");
        await consumer.DisposeAsync();

        handled.Bodies.ShouldBe(["good 1", "good 2"], ignoreOrder: true);
        cluster.Broker.Inspection.CountMessages("%DLQ%billing").ShouldBe(1);
        cluster.Log.All.ShouldContain(line => line.StartsWith("Error") && line.Contains("offset 1") && line.Contains("cannot be decoded"));
        cluster.Broker.Inspection.GetCommittedOffset(TestCluster.Group, TestCluster.Topic, 0).ShouldBe(3);
    }

    [Fact]
    public async Task An_administrator_can_move_the_group_back_and_look_into_the_consumer()
    {
        await using TestCluster cluster = await TestCluster.StartAsync(queues: 1);
        await cluster.SendAsync("1", "2", "3");
        var handled = new Handled();
        RocketMqClient client = cluster.CreateClient();
        await using PushConsumer consumer = client.CreatePushConsumer(TestCluster.Options(), handled.HandleAsync);
        await consumer.StartAsync(TestCluster.Cancellation);
        await TestCluster.WithinAsync(handled.Reaching(3), "all are handled");

        ISessionConsumer runtime = client.Session.FindConsumer(TestCluster.Group).ShouldNotBeNull();
        var queue = new MessageQueue(TestCluster.Topic, "broker-a", 0);
        await runtime.ResetOffsetsAsync(TestCluster.Topic, new Dictionary<MessageQueue, long> { [queue] = 1 }, TestCluster.Cancellation);
        await TestCluster.WithinAsync(handled.Reaching(5), "two are handled again");
        handled.Bodies.ShouldBe(["1", "2", "3", "2", "3"], ignoreOrder: true);

        runtime.GetOffsets(TestCluster.Topic).Keys.ShouldBe([queue]);
        ConsumerRunningInfo info = runtime.GetRunningInfo(withStacks: false);
        info.Properties["PROP_CONSUMEORDERLY"].ShouldBe("false");
        info.Subscriptions.Select(subscription => subscription.Topic).ShouldBe([TestCluster.Topic, "%RETRY%billing"]);
        info.Queues.Keys.ShouldContain(queue);
    }

    // A body that is flagged as compressed and is not.
    private static async Task SendUndecodableAsync(TestCluster cluster)
    {
        ClientSession session = cluster.CreateClient().Session;
        await session.Routes.GetAsync(TestCluster.Topic, TestCluster.Cancellation);
        var header = new SendMessageV2RequestHeader
        {
            ProducerGroup = "broken",
            Topic = TestCluster.Topic,
            DefaultTopic = "TBW102",
            DefaultTopicQueueNums = 4,
            QueueId = 0,
            SysFlag = (int)SystemFlags.Compressed,
            BornTimestamp = 1,
        };
        using RemotingResponse response = await session.CallBrokerAsync(
            "broker-a",
            header,
            Encoding.UTF8.GetBytes("not compressed at all"),
            TimeSpan.FromSeconds(3),
            TestCluster.Cancellation
        );
        response.Code.ShouldBe(ResponseCode.Success);
    }

    private static async Task SendUntilTakenAsync(TestCluster cluster, params string[] bodies)
    {
        foreach (string body in bodies)
        {
            bool taken = false;
            while (!taken)
            {
                try
                {
                    await cluster.Producer.SendAsync(
                        new Message(TestCluster.Topic, Encoding.UTF8.GetBytes(body)),
                        TestCluster.Cancellation
                    );
                    taken = true;
                }
                catch (RocketMqException exception) when (exception.IsTransient)
                {
                    await Task.Yield();
                }
            }
        }
    }
}
