using RocketMq.Protocol;
using RocketMq.Tests.Kit;
using RocketMq.Tests.Peers;

namespace RocketMq.Tests.Producing;

public sealed class RetryDetailTests
{
    private readonly ManualTimeProvider _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_retry_on_another_broker_names_that_broker_and_one_of_its_queues()
    {
        await using FakeCluster cluster = new("broker-a", "broker-b");
        // Queues 0 to 7 on a, only 0 on b: a retry that kept the first queue's number would ask b for one that does not exist.
        cluster.NameServer.SetRoute(
            "orders",
            Routes.Merge(Routes.OneBroker("broker-a", "broker-a:10911", 8), Routes.OneBroker("broker-b", "broker-b:10911", 1))
        );
        cluster.Broker("broker-a").Always(RequestCode.SendMessageV2, Answers.Refuse(ResponseCode.SystemError));
        Producer producer = Create(cluster, new() { FaultTolerance = new() { Enabled = false } });
        for (int index = 0; index < 9; index++)
            (await SendAsync(producer).Within("a send")).Queue.ShouldBe(new MessageQueue("orders", "broker-b", 0));
        cluster.Broker("broker-a").Sends.ShouldAllBe(send => send.Fields["n"] == "broker-a");
        cluster.Broker("broker-b").Sends.ShouldAllBe(send => send.Fields["n"] == "broker-b" && send.QueueId == 0);
    }

    [Theory]
    [InlineData(ResponseCode.SystemBusy)]
    [InlineData(ResponseCode.FlowControl)]
    public async Task A_busy_broker_is_given_time_before_another_one_is_asked(ResponseCode code)
    {
        await using FakeCluster cluster = new("broker-a", "broker-b");
        foreach (ScriptedBroker broker in cluster.Brokers)
            broker.Once(RequestCode.SendMessageV2, Answers.Refuse(code));
        ProducerOptions options = new();
        options.RetryResponseCodes.Add(ResponseCode.FlowControl);
        Producer producer = Create(cluster, options);
        DateTimeOffset start = _time.GetUtcNow();
        Task<SendReceipt> send = SendAsync(producer);
        await AdvanceUntilAsync(send, "the send");
        (_time.GetUtcNow() - start).ShouldBeInRange(TimeSpan.FromMilliseconds(450), TimeSpan.FromSeconds(2));
        producer.Statistics.Throttled.ShouldBe(2);
        producer.Statistics.Retries.ShouldBe(2);
        producer.Statistics.Sent.ShouldBe(1);
    }

    [Fact]
    public async Task A_selected_queue_of_a_busy_broker_is_tried_again_after_a_pause()
    {
        await using FakeCluster cluster = new("broker-a", "broker-b");
        foreach (ScriptedBroker broker in cluster.Brokers)
            broker.Once(RequestCode.SendMessageV2, Answers.Refuse(ResponseCode.SystemBusy));
        Producer producer = Create(cluster, new() { SendTimeout = TimeSpan.FromSeconds(20) });
        MessageQueue queue = new("orders", "broker-b", 2);
        Task<SendReceipt> send = producer.SendAsync(Order(), QueueSelection.To(queue), Cancellation).AsTask();
        await AdvanceUntilAsync(send, "the send");
        (await send).Queue.ShouldBe(queue);
        cluster.Broker("broker-a").Sends.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_attempts_own_limit_leaves_time_for_the_others()
    {
        await using FakeCluster cluster = new("broker-a");
        ScriptedBroker broker = cluster.Broker("broker-a");
        broker.Once(RequestCode.SendMessageV2, Answers.Hang);
        broker.Once(RequestCode.SendMessageV2, Answers.Hang);
        Producer producer = Create(cluster, new() { AttemptTimeout = TimeSpan.FromMilliseconds(500) });
        DateTimeOffset start = _time.GetUtcNow();
        Task<SendReceipt> send = SendAsync(producer);
        await broker.WaitForAsync(RequestCode.SendMessageV2, 1);
        await AdvanceUntilAsync(send, "the send");
        (_time.GetUtcNow() - start).ShouldBeInRange(TimeSpan.FromMilliseconds(900), TimeSpan.FromSeconds(2));
        broker.Sends.Select(request => request.Properties["UNIQ_KEY"]).Distinct().ShouldHaveSingleItem();
        broker.Sends.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_random_choice_reaches_every_queue_and_moves_on_a_retry()
    {
        await using FakeCluster cluster = new("broker-a", "broker-b");
        Producer producer = Create(cluster, new() { FaultTolerance = new() { Enabled = false } });
        HashSet<MessageQueue> used = [];
        for (int index = 0; index < 1000 && used.Count < 8; index++)
            used.Add((await producer.SendAsync(Order(), QueueSelection.Random, Cancellation).Within("a send")).Queue);
        used.Count.ShouldBe(8);
        cluster.Broker("broker-a").Always(RequestCode.SendMessageV2, Answers.Refuse(ResponseCode.SystemError));
        for (int index = 0; index < 10; index++)
            (await producer.SendAsync(Order(), QueueSelection.Random, Cancellation).Within("a send")).Queue.BrokerName.ShouldBe("broker-b");
    }

    [Fact]
    public async Task A_machine_rooms_messages_stay_in_the_room()
    {
        await using FakeCluster cluster = new("hz-a", "hz@b", "hz2-a", "sh-a");
        Producer producer = Create(cluster, new());
        QueueSelection room = QueueSelection.ByMachineRoom(new HashSet<string> { "hz" });
        HashSet<string> used = [];
        for (int index = 0; index < 32; index++)
            used.Add((await producer.SendAsync(Order(), room, Cancellation).Within("a send")).Queue.BrokerName);
        used.ShouldBe(["hz-a", "hz@b"], ignoreOrder: true);

        cluster.Broker("hz-a").Always(RequestCode.SendMessageV2, Answers.Refuse(ResponseCode.SystemError));
        for (int index = 0; index < 8; index++)
            (await producer.SendAsync(Order(), room, Cancellation).Within("a send")).Queue.BrokerName.ShouldBe("hz@b");

        RocketMqException error = await Should.ThrowAsync<RocketMqException>(() =>
            producer.SendAsync(Order(), QueueSelection.ByMachineRoom(new HashSet<string> { "bj" }), Cancellation).Within("the send")
        );
        error.Reason.ShouldBe(RocketMqErrorReason.RouteNotFound);
        error.Message.ShouldContain("bj");
        error.Message.ShouldContain("sh-a");
    }

    private Producer Create(FakeCluster cluster, ProducerOptions options) => cluster.CreateClient(_time).CreateProducer(options);

    private static Task<SendReceipt> SendAsync(Producer producer) => producer.SendAsync(Order(), Cancellation).AsTask();

    private static Message Order() => new("orders", "body"u8.ToArray());

    private Task AdvanceUntilAsync(Task task, string what) =>
        _time.AdvanceUntilAsync(task, TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(30), what);
}
