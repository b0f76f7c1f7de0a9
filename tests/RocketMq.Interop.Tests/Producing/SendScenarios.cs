using System.Globalization;
using RocketMq.Protocol;

namespace RocketMq.Interop.Tests.Producing;

/// <summary>Sending with and without an answer, to every kind of target (P01 to P05, P08 to P12).</summary>
public sealed class SendScenarios
{
    private static CancellationToken Cancellation => ScenarioCluster.Cancellation;

    [Theory, OnEachCluster]
    public async Task P01_ten_sends_to_each_queue_are_consumed_exactly_and_committed(ClusterKind kind)
    {
        await using ScenarioCluster cluster = await ScenarioCluster.StartAsync(kind);
        IReadOnlyList<MessageQueue> queues = await cluster.CreateTopicAsync(queues: 8);
        var mailbox = new Mailbox();
        PushConsumer consumer = await cluster.StartConsumerAsync(mailbox.HandleAsync);
        Producer producer = cluster.CreateProducer();

        List<string> sent = [];
        foreach (MessageQueue queue in queues)
            for (int number = 0; number < 10; number++)
                sent.Add(await SendAsync(cluster, producer, $"{queue.QueueId}:{number}", QueueSelection.To(queue)));

        await mailbox.Reaching(sent.Count).Within("all messages");
        mailbox.Bodies.ShouldBe(sent, ignoreOrder: true);
        mailbox.Messages.ShouldAllBe(message => !message.Properties.ContainsKey("POP_CK"));
        await consumer.DisposeAsync().Within("the consumer's shutdown");
        foreach ((MessageQueue queue, long end) in await cluster.CountAsync(queues))
        {
            end.ShouldBe(10, queue.ToString());
            (
                await cluster.Client.Administration.QueryConsumerOffsetAsync(cluster.Group, queue, Cancellation).Within("the offset")
            ).ShouldBe(end, queue.ToString());
        }
    }

    [Theory(Skip = "It repeats P01 with another way of a Java broker to build its consume queues; nothing of it is visible to a client.")]
    [OnEachCluster]
    public Task P02_the_same_with_consume_queues_built_concurrently(ClusterKind kind) =>
        P01_ten_sends_to_each_queue_are_consumed_exactly_and_committed(kind);

    [Theory, OnEachCluster]
    public async Task P03_twenty_sends_that_nobody_waits_for_in_between_all_succeed_and_arrive(ClusterKind kind)
    {
        await using ScenarioCluster cluster = await ScenarioCluster.StartAsync(kind);
        await cluster.CreateTopicAsync();
        var mailbox = new Mailbox();
        await cluster.StartConsumerAsync(mailbox.HandleAsync);
        Producer producer = cluster.CreateProducer();

        SendReceipt[] receipts = await Task.WhenAll(
                Enumerable.Range(0, 20).Select(number => producer.SendAsync(cluster.Text($"{number}"), Cancellation).AsTask())
            )
            .Within("all sends");

        receipts.ShouldAllBe(receipt => receipt.Status == SendStatus.Stored);
        await mailbox.Reaching(20).Within("all messages");
        mailbox.Messages.Select(message => message.MessageId).ShouldBe(receipts.Select(receipt => receipt.MessageId), ignoreOrder: true);
    }

    [Theory, OnEachCluster]
    public async Task P04_sends_to_one_queue_and_then_to_another_lie_where_they_were_sent(ClusterKind kind)
    {
        await using ScenarioCluster cluster = await ScenarioCluster.StartAsync(kind);
        IReadOnlyList<MessageQueue> queues = await cluster.CreateTopicAsync();
        var mailbox = new Mailbox();
        await cluster.StartConsumerAsync(mailbox.HandleAsync);
        Producer producer = cluster.CreateProducer();

        foreach (MessageQueue queue in new[] { queues[1], queues[3] })
        {
            SendReceipt[] receipts = await Task.WhenAll(
                    Enumerable
                        .Range(0, 20)
                        .Select(number => producer.SendAsync(cluster.Text($"{number}"), QueueSelection.To(queue), Cancellation).AsTask())
                )
                .Within("the sends to a queue");
            receipts.ShouldAllBe(receipt => receipt.Queue == queue);
        }

        await mailbox.Reaching(40).Within("all messages");
        mailbox
            .Messages.CountBy(message => message.Queue)
            .ShouldBe([KeyValuePair.Create(queues[1], 20), KeyValuePair.Create(queues[3], 20)], ignoreOrder: true);
    }

    [Theory, OnEachCluster]
    public async Task P05_a_selector_decides_the_queue_and_the_order_stays(ClusterKind kind)
    {
        await using ScenarioCluster cluster = await ScenarioCluster.StartAsync(kind);
        IReadOnlyList<MessageQueue> queues = await cluster.CreateTopicAsync();
        var mailbox = new Mailbox();
        await cluster.StartConsumerAsync(mailbox.HandleAsync, orderly: true);
        Producer producer = cluster.CreateProducer();

        List<string> sent = [];
        for (int number = 0; number < 20; number++)
            sent.Add(await SendAsync(cluster, producer, $"{number}", QueueSelection.By((all, _) => IndexOf(all, queueId: 2))));

        await mailbox.Reaching(20).Within("all messages");
        mailbox.Bodies.ShouldBe(sent);
        mailbox.Messages.ShouldAllBe(message => message.Queue.QueueId == 2);
        (await cluster.CountAsync(queues)).Values.Sum().ShouldBe(20);
    }

    [Theory, OnEachCluster]
    public async Task P08_a_queue_beyond_the_topics_queues_fails_the_send(ClusterKind kind)
    {
        await using ScenarioCluster cluster = await ScenarioCluster.StartAsync(kind);
        IReadOnlyList<MessageQueue> queues = await cluster.CreateTopicAsync();
        Producer producer = cluster.CreateProducer();

        Task<SendReceipt> send = producer
            .SendAsync(cluster.Text("lost"), QueueSelection.To(queues[0] with { QueueId = 100 }), Cancellation)
            .AsTask();

        RocketMqException refused = await Should.ThrowAsync<RocketMqException>(() => send.Within("the refusal"));
        refused.Message.ShouldContain("100");
        (await cluster.CountAsync(queues)).Values.Sum().ShouldBe(0);
    }

    /// <summary>Java leaves a negative queue to the broker, which picks one; here naming a queue means that queue, and round robin is its own choice.</summary>
    [Theory, OnEachCluster]
    public async Task P09_a_negative_queue_is_no_queue_and_a_send_without_one_picks_any(ClusterKind kind)
    {
        await using ScenarioCluster cluster = await ScenarioCluster.StartAsync(kind);
        IReadOnlyList<MessageQueue> queues = await cluster.CreateTopicAsync();
        Producer producer = cluster.CreateProducer();

        await Should.ThrowAsync<RocketMqException>(() =>
            producer.SendAsync(cluster.Text("lost"), QueueSelection.To(queues[0] with { QueueId = -1 }), Cancellation).Within("the refusal")
        );
        SendReceipt receipt = await producer.SendAsync(cluster.Text("any"), QueueSelection.RoundRobin, Cancellation).Within("the send");

        queues.ShouldContain(receipt.Queue);
        (await cluster.CountAsync(queues)).Values.Sum().ShouldBe(1);
    }

    [Theory, OnEachCluster]
    public async Task P10_one_way_messages_all_arrive(ClusterKind kind)
    {
        await using ScenarioCluster cluster = await ScenarioCluster.StartAsync(kind);
        await cluster.CreateTopicAsync();
        await SendOneWayAndReceiveAsync(cluster, QueueSelection.RoundRobin);
    }

    [Theory, OnEachCluster]
    public async Task P11_one_way_messages_to_a_queue_arrive_in_it(ClusterKind kind)
    {
        await using ScenarioCluster cluster = await ScenarioCluster.StartAsync(kind);
        IReadOnlyList<MessageQueue> queues = await cluster.CreateTopicAsync();
        Mailbox mailbox = await SendOneWayAndReceiveAsync(cluster, QueueSelection.To(queues[1]));
        mailbox.Messages.ShouldAllBe(message => message.Queue == queues[1]);
    }

    [Theory, OnEachCluster]
    public async Task P12_one_way_messages_with_a_selector_arrive_in_the_selected_queue(ClusterKind kind)
    {
        await using ScenarioCluster cluster = await ScenarioCluster.StartAsync(kind);
        await cluster.CreateTopicAsync();
        Mailbox mailbox = await SendOneWayAndReceiveAsync(cluster, QueueSelection.By((all, _) => IndexOf(all, queueId: 3)));
        mailbox.Messages.ShouldAllBe(message => message.Queue.QueueId == 3);
    }

    private static async Task<Mailbox> SendOneWayAndReceiveAsync(ScenarioCluster cluster, QueueSelection selection)
    {
        var mailbox = new Mailbox();
        await cluster.StartConsumerAsync(mailbox.HandleAsync);
        Producer producer = cluster.CreateProducer();
        string[] bodies = [.. Enumerable.Range(0, 50).Select(number => number.ToString(CultureInfo.InvariantCulture))];
        foreach (string body in bodies)
            await producer.SendOneWayAsync(cluster.Text(body), selection, Cancellation).Within("a one-way send");
        await mailbox.Reaching(bodies.Length).Within("all one-way messages");
        mailbox.Bodies.ShouldBe(bodies, ignoreOrder: true);
        return mailbox;
    }

    private static async Task<string> SendAsync(ScenarioCluster cluster, Producer producer, string body, QueueSelection selection)
    {
        SendReceipt receipt = await producer.SendAsync(cluster.Text(body), selection, Cancellation).Within("a send");
        receipt.Status.ShouldBe(SendStatus.Stored);
        return body;
    }

    private static int IndexOf(IReadOnlyList<MessageQueue> queues, int queueId) =>
        Enumerable.Range(0, queues.Count).First(index => queues[index].QueueId == queueId);
}
