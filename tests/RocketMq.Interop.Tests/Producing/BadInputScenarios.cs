using RocketMq.Protocol;

namespace RocketMq.Interop.Tests.Producing;

/// <summary>Wrong arguments, sizes, properties and names (P06, P07, P13 to P19).</summary>
public sealed class BadInputScenarios
{
    private const int MaxBody = 4 * 1024 * 1024;

    private static CancellationToken Cancellation => ScenarioCluster.Cancellation;

    /// <summary>There are no callbacks here: what Java hands to one is the failure of the returned task, and the call itself returns.</summary>
    [Theory, OnEachCluster]
    public async Task P06_a_send_that_cannot_succeed_fails_its_task_and_not_the_call(ClusterKind kind)
    {
        await using ScenarioCluster cluster = await ScenarioCluster.StartAsync(kind);
        await cluster.CreateTopicAsync();
        Producer producer = cluster.CreateProducer();
        MessageQueue elsewhere = new(cluster.Topic, "no-such-broker", 0);

        ValueTask<SendReceipt> send = producer.SendAsync(cluster.Text("lost"), QueueSelection.To(elsewhere), Cancellation);

        RocketMqException failure = await Should.ThrowAsync<RocketMqException>(() => send.Within("the failure"));
        failure.Message.ShouldContain("no-such-broker");
        await producer.SendAsync(cluster.Text("next"), Cancellation).Within("the next send");
    }

    [Theory, OnEachCluster]
    public async Task P07_what_a_selector_throws_fails_the_task_and_not_the_call(ClusterKind kind)
    {
        await using ScenarioCluster cluster = await ScenarioCluster.StartAsync(kind);
        await cluster.CreateTopicAsync();
        Producer producer = cluster.CreateProducer();
        QueueSelection broken = QueueSelection.By((_, _) => throw new InvalidOperationException("broken selector"));

        ValueTask<SendReceipt> send = producer.SendAsync(cluster.Text("lost"), broken, Cancellation);

        (await Should.ThrowAsync<Exception>(() => send.Within("the failure"))).ToString().ShouldContain("broken selector");
        await producer.SendAsync(cluster.Text("next"), Cancellation).Within("the next send");
    }

    /// <summary>A queue is a value here and cannot be null; a selector can.</summary>
    [Theory, OnEachCluster]
    public async Task P13_wrong_arguments_of_a_one_way_send_are_the_callers_to_see(ClusterKind kind)
    {
        await using ScenarioCluster cluster = await ScenarioCluster.StartAsync(kind);
        IReadOnlyList<MessageQueue> queues = await cluster.CreateTopicAsync();
        Producer producer = cluster.CreateProducer();
        QueueSelection broken = QueueSelection.By((_, _) => throw new InvalidOperationException("broken selector"));

        await Should.ThrowAsync<RocketMqException>(() =>
            producer.SendOneWayAsync(cluster.Text("lost"), QueueSelection.To(default), Cancellation).Within("the refusal")
        );
        Should.Throw<ArgumentNullException>(() => QueueSelection.By(null!));
        (
            await Should.ThrowAsync<Exception>(() =>
                producer.SendOneWayAsync(cluster.Text("lost"), broken, Cancellation).Within("the failure")
            )
        )
            .ToString()
            .ShouldContain("broken selector");
        (await cluster.CountAsync(queues)).Values.Sum().ShouldBe(0);
    }

    /// <summary>A body is memory here and cannot be null; no memory at all is the empty body.</summary>
    [Theory, OnEachCluster]
    public async Task P14_a_message_without_body_or_topic_or_over_4_MiB_is_refused(ClusterKind kind)
    {
        await using ScenarioCluster cluster = await ScenarioCluster.StartAsync(kind);
        IReadOnlyList<MessageQueue> queues = await cluster.CreateTopicAsync();
        Producer producer = cluster.CreateProducer();
        (await producer.SendAsync(cluster.Text("smoke"), Cancellation).Within("a send")).Status.ShouldBe(SendStatus.Stored);

        await Should.ThrowAsync<ArgumentNullException>(async () => await producer.SendAsync(null!, Cancellation));
        await RefusedAsync(producer, new Message(cluster.Topic, default), RocketMqErrorReason.InvalidMessage);
        await RefusedAsync(producer, new Message(cluster.Topic, new byte[MaxBody + 1]), RocketMqErrorReason.MessageTooLarge);
        Should.Throw<ArgumentException>(() => new Message(null!, new byte[1]));
        Should.Throw<ArgumentException>(() => new Message("", new byte[1]));
        await RefusedAsync(producer, new Message(" ", new byte[1]), RocketMqErrorReason.InvalidMessage);
        (await cluster.CountAsync(queues)).Values.Sum().ShouldBe(1);
    }

    [Theory]
    [OnEachCluster(128 * 1024)]
    [OnEachCluster(128 * 1024 - 1)]
    public async Task P15_messages_of_128_KiB_are_stored(ClusterKind kind, int length)
    {
        await using ScenarioCluster cluster = await ScenarioCluster.StartAsync(kind);
        await cluster.CreateTopicAsync();
        byte[] body = new byte[length];
        new Random(128).NextBytes(body);
        var mailbox = new Mailbox();
        await cluster.StartConsumerAsync(mailbox.HandleAsync);

        SendReceipt receipt = await cluster.CreateProducer().SendAsync(new Message(cluster.Topic, body), Cancellation).Within("the send");

        receipt.Status.ShouldBe(SendStatus.Stored);
        await mailbox.Reaching(1).Within("the message");
        mailbox.Messages[0].Body.Span.SequenceEqual(body).ShouldBeTrue();
    }

    [Theory, OnEachCluster]
    public async Task P16_a_property_of_ten_thousand_characters_is_accepted(ClusterKind kind)
    {
        await using ScenarioCluster cluster = await ScenarioCluster.StartAsync(kind);
        await cluster.CreateTopicAsync();
        Message message = cluster.Text("long property");
        message.Properties["key"] = new string('a', 10 * 1024);

        (await cluster.CreateProducer().SendAsync(message, Cancellation).Within("the send")).Status.ShouldBe(SendStatus.Stored);
    }

    [Theory, OnEachCluster]
    public async Task P17_properties_in_English_and_Chinese_come_back_unchanged(ClusterKind kind)
    {
        await using ScenarioCluster cluster = await ScenarioCluster.StartAsync(kind);
        await cluster.CreateTopicAsync();
        var mailbox = new Mailbox();
        await cluster.StartConsumerAsync(mailbox.HandleAsync);
        Message message = cluster.Text("properties");
        message.Properties["English"] = "plain value";
        message.Properties["中文键"] = "中文值 🚀";

        await cluster.CreateProducer().SendAsync(message, Cancellation).Within("the send");

        await mailbox.Reaching(1).Within("the message");
        mailbox.Messages[0].Properties["English"].ShouldBe("plain value");
        mailbox.Messages[0].Properties["中文键"].ShouldBe("中文值 🚀");
    }

    /// <summary>The client knows the limit too and refuses before anything is sent, so it cannot be told from the broker's refusal by what is stored.</summary>
    [Theory, OnEachCluster]
    public async Task P18_properties_over_32_KiB_are_refused_and_ten_thousand_Chinese_characters_are_not(ClusterKind kind)
    {
        await using ScenarioCluster cluster = await ScenarioCluster.StartAsync(kind);
        IReadOnlyList<MessageQueue> queues = await cluster.CreateTopicAsync();
        Producer producer = cluster.CreateProducer();
        Message tooLong = cluster.Text("too long");
        tooLong.Properties["key"] = new string('a', 32 * 1024 + 1);
        Message fits = cluster.Text("fits");
        fits.Properties["key"] = new string('中', 10_000);

        RocketMqException refused = await Should.ThrowAsync<RocketMqException>(() =>
            producer.SendAsync(tooLong, Cancellation).Within("the refusal")
        );
        refused.Reason.ShouldBe(RocketMqErrorReason.MessageTooLarge);
        (await producer.SendAsync(fits, Cancellation).Within("the send")).Status.ShouldBe(SendStatus.Stored);
        (await cluster.CountAsync(queues)).Values.Sum().ShouldBe(1);
    }

    /// <summary>A client plays the part of Java's instance name: a group has one producer in each.</summary>
    [Theory, OnEachCluster]
    public async Task P19_a_group_has_one_producer_in_a_client_and_others_in_other_clients(ClusterKind kind)
    {
        await using ScenarioCluster cluster = await ScenarioCluster.StartAsync(kind);
        await cluster.CreateTopicAsync();
        Producer first = cluster.CreateProducer();

        RocketMqException second = Should.Throw<RocketMqException>(() => cluster.CreateProducer());
        Producer other = cluster.CreateProducer(cluster.CreateClient());

        second.Reason.ShouldBe(RocketMqErrorReason.DuplicateGroup);
        other.Group.ShouldBe(first.Group);
        await first.SendAsync(cluster.Text("one"), Cancellation).Within("the first producer's send");
        await other.SendAsync(cluster.Text("two"), Cancellation).Within("the other producer's send");
    }

    private static async Task RefusedAsync(Producer producer, Message message, RocketMqErrorReason reason)
    {
        RocketMqException refused = await Should.ThrowAsync<RocketMqException>(() =>
            producer.SendAsync(message, Cancellation).Within("the refusal")
        );
        refused.Reason.ShouldBe(reason);
    }
}
