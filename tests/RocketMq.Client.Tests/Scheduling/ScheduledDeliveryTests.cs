using System.Collections.Concurrent;
using System.Text;
using RocketMq.Broker;
using RocketMq.Protocol;
using RocketMq.Tests;
using RocketMq.Tests.EndToEnd;

namespace RocketMq.Client.Tests.Scheduling;

/// <summary>What is sent to be delivered later, on the embedded broker and on one clock.</summary>
public sealed class ScheduledDeliveryTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Messages_arrive_at_their_time_and_recalled_ones_never()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        DateTimeOffset start = cluster.Time.GetUtcNow();
        ConcurrentDictionary<string, DateTimeOffset> arrivals = new();
        TaskCompletionSource all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await cluster.StartConsumerAsync(
            TestCluster.Options(),
            (message, _) =>
            {
                arrivals.TryAdd(TestCluster.BodyOf(message), message.StoreTime);
                if (arrivals.Count == 4)
                    all.TrySetResult();
                return new(ConsumeResult.Success);
            }
        );

        ScheduledReceipt delay = await SendAfterAsync(cluster, "delay", 5.3);
        ScheduledReceipt time = await cluster.Producer.SendAtAsync(New("time"), start.AddSeconds(8), Cancellation).Within("a send");
        ScheduledReceipt level = await cluster.Producer.SendWithDelayLevelAsync(New("level"), 3, Cancellation).Within("a send");
        ScheduledReceipt recalled = await SendAfterAsync(cluster, "recalled", 6);
        await SendAfterAsync(cluster, "last", 30);
        (await cluster.Producer.RecallAsync(TestCluster.Topic, recalled.RecallHandle!, Cancellation).Within("the recall")).ShouldBe(
            recalled.Receipt.MessageId
        );

        (delay.DelayLevel, time.DelayLevel, level.DelayLevel).ShouldBe((null, null, 3));
        delay.RecallHandle.ShouldNotBeNull();
        time.RecallHandle.ShouldNotBeNull();
        level.RecallHandle.ShouldBeNull();
        await cluster.AdvanceUntilAsync(all.Task, TimeSpan.FromMinutes(2), "four messages arrived");
        arrivals
            .ToDictionary(arrival => arrival.Key, arrival => (arrival.Value - start).TotalSeconds)
            .ShouldBe(
                new Dictionary<string, double>
                {
                    ["delay"] = 6,
                    ["time"] = 8,
                    ["level"] = 10,
                    ["last"] = 30,
                },
                ignoreOrder: true
            );
    }

    [Fact]
    public async Task A_scheduled_message_lies_in_the_selected_queue_when_its_time_has_come()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        IReadOnlyList<MessageQueue> queues = await cluster
            .Producer.GetPublishQueuesAsync(TestCluster.Topic, Cancellation)
            .Within("the queues");
        QueueSelection third = QueueSelection.To(queues[2]);
        await cluster.Producer.SendAfterAsync(New("a"), TimeSpan.FromSeconds(1), third, Cancellation).Within("a send");
        await cluster.Producer.SendAtAsync(New("b"), cluster.Time.GetUtcNow().AddSeconds(1), third, Cancellation).Within("a send");
        await cluster.Producer.SendWithDelayLevelAsync(New("c"), 1, third, Cancellation).Within("a send");
        cluster.Time.Advance(TimeSpan.FromSeconds(1));
        cluster.Broker.Inspection.GetQueues(TestCluster.Topic).Single(queue => queue.QueueId == 2).MaxOffset.ShouldBe(3);
    }

    [Fact]
    public async Task A_recall_after_the_time_says_so()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        ScheduledReceipt receipt = await SendAfterAsync(cluster, "late", 2);
        cluster.Time.Advance(TimeSpan.FromSeconds(2));
        RocketMqException error = await Should.ThrowAsync<RocketMqException>(() => RecallAsync(cluster, receipt.RecallHandle!));
        error.Reason.ShouldBe(RocketMqErrorReason.InvalidRequest);
        error.Message.ShouldContain(receipt.Receipt.MessageId);
        error.InnerException.ShouldBeOfType<BrokerException>().Code.ShouldBe(ResponseCode.IllegalOperation);
    }

    [Fact]
    public async Task A_handle_that_is_none_or_of_another_topic_or_broker_is_refused()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        RecallHandle handle = RecallHandle.TryParse((await SendAfterAsync(cluster, "stays", 5)).RecallHandle)!;
        Should.Throw<ArgumentException>(() => RecallAsync(cluster, "garbage!!"));
        Should.Throw<ArgumentException>(() => RecallAsync(cluster, (handle with { Topic = "other" }).ToString()));
        RocketMqException error = await Should.ThrowAsync<RocketMqException>(() =>
            RecallAsync(cluster, (handle with { BrokerName = "broker-z" }).ToString())
        );
        error.Reason.ShouldBe(RocketMqErrorReason.BrokerNotFound);
        cluster.Time.Advance(TimeSpan.FromSeconds(5));
        cluster.Broker.Inspection.CountMessages(TestCluster.Topic).ShouldBe(1);
    }

    [Fact]
    public async Task A_broker_that_does_not_allow_recalls_is_named_with_the_switch()
    {
        EmbeddedBrokerOptions options = new() { EnableRecall = false };
        await using EmbeddedBroker broker = await EmbeddedBroker.StartAsync(options, Cancellation);
        await using RocketMqClient client = new(new() { NameServers = [broker.NameServerAddress] });
        await using Producer producer = client.CreateProducer();
        ScheduledReceipt receipt = await producer.SendAfterAsync(New("later"), TimeSpan.FromMinutes(1), Cancellation).Within("a send");
        RocketMqException error = await Should.ThrowAsync<RocketMqException>(() =>
            producer.RecallAsync(TestCluster.Topic, receipt.RecallHandle!, Cancellation).Within("the recall")
        );
        error.Reason.ShouldBe(RocketMqErrorReason.PermissionDenied);
        error.Message.ShouldContain("recallMessageEnable");
    }

    [Fact]
    public async Task Messages_wait_on_while_the_broker_is_restarted_and_can_still_be_recalled()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        await SendAfterAsync(cluster, "stays", 20);
        ScheduledReceipt recalled = await SendAfterAsync(cluster, "recalled", 20);
        await cluster.Broker.RestartAsync().Within("the restart");
        await cluster.AdvanceUntilAsync(
            RecallWhenConnectedAsync(cluster, recalled.RecallHandle!),
            TimeSpan.FromSeconds(15),
            "the message is recalled"
        );
        cluster.Time.Advance(TimeSpan.FromSeconds(20));
        cluster.Broker.Inspection.CountMessages(TestCluster.Topic).ShouldBe(1);
    }

    private static Message New(string body) => new(TestCluster.Topic, Encoding.UTF8.GetBytes(body));

    private static Task<ScheduledReceipt> SendAfterAsync(TestCluster cluster, string body, double seconds) =>
        cluster.Producer.SendAfterAsync(New(body), TimeSpan.FromSeconds(seconds), Cancellation).Within($"'{body}' to be sent");

    // The clock runs faster than connections are made.
    private static async Task RecallWhenConnectedAsync(TestCluster cluster, string handle)
    {
        while (true)
        {
            try
            {
                await RecallAsync(cluster, handle);
                return;
            }
            catch (RocketMqException failure) when (failure.IsTransient)
            {
                await Task.Yield();
            }
        }
    }

    private static Task<string> RecallAsync(TestCluster cluster, string handle) =>
        cluster.Producer.RecallAsync(TestCluster.Topic, handle, Cancellation).Within("the recall");
}
