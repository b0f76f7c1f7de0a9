using RocketMq.Protocol;

namespace RocketMq.Interop.Tests.Producing;

/// <summary>Batches (P20 to P23).</summary>
public sealed class BatchScenarios
{
    private static CancellationToken Cancellation => ScenarioCluster.Cancellation;

    [Theory, OnEachCluster]
    public async Task P20_every_member_of_a_batch_of_a_hundred_has_ids_by_which_it_is_found(ClusterKind kind)
    {
        await using ScenarioCluster cluster = await ScenarioCluster.StartAsync(kind);
        await cluster.CreateTopicAsync();
        IReadOnlyList<SendReceipt> receipts = await SendAsync(cluster, 100);

        receipts.Select(receipt => receipt.MessageId).Distinct().Count().ShouldBe(100);
        receipts.Select(receipt => receipt.OffsetMessageId).Distinct().Count().ShouldBe(100);
        for (int number = 0; number < 100; number++)
        {
            ReceivedMessage found = (
                await cluster
                    .Client.Administration.FindMessageAsync(cluster.Topic, receipts[number].OffsetMessageId, Cancellation)
                    .Within("a member")
            ).ShouldNotBeNull();
            Mailbox.BodyOf(found).ShouldBe($"{number}");
            found.MessageId.ShouldBe(receipts[number].MessageId);
        }
    }

    [Theory(
        Skip = "Topics of the queue type BatchCQ, which keep a batch as one record, are made with topic attributes, which are not supported."
    )]
    [OnEachCluster]
    public Task P21_a_batch_on_a_BatchCQ_topic_is_one_record(ClusterKind kind) =>
        P22_every_member_of_a_batch_has_an_offset_of_its_own(kind);

    [Theory, OnEachCluster]
    public async Task P22_every_member_of_a_batch_has_an_offset_of_its_own(ClusterKind kind)
    {
        await using ScenarioCluster cluster = await ScenarioCluster.StartAsync(kind);
        IReadOnlyList<MessageQueue> queues = await cluster.CreateTopicAsync();
        IReadOnlyList<SendReceipt> receipts = await SendAsync(cluster, 50);

        receipts.Select(receipt => receipt.Queue).Distinct().ShouldHaveSingleItem();
        receipts.Select(receipt => receipt.QueueOffset).ShouldBe(Enumerable.Range(0, 50).Select(offset => (long)offset));
        (await cluster.CountAsync(queues)).Values.Sum().ShouldBe(50);
    }

    [Theory, OnEachCluster]
    public async Task P23_the_properties_of_the_members_survive(ClusterKind kind)
    {
        await using ScenarioCluster cluster = await ScenarioCluster.StartAsync(kind);
        await cluster.CreateTopicAsync();
        var mailbox = new Mailbox();
        await cluster.StartConsumerAsync(mailbox.HandleAsync);
        IReadOnlyList<SendReceipt> receipts = await SendAsync(cluster, 20);

        await mailbox.Reaching(20).Within("all members");
        foreach (ReceivedMessage message in mailbox.Messages)
        {
            int number = (int)message.QueueOffset;
            Mailbox.BodyOf(message).ShouldBe($"{number}");
            message.Tag.ShouldBe($"tag{number % 3}");
            message.Keys.ShouldBe([$"key{number}", "common"]);
            message.Properties["数"].ShouldBe($"№ {number}");
            message.Flag.ShouldBe(number);
            message.MessageId.ShouldBe(receipts[number].MessageId);
        }
    }

    private static async Task<IReadOnlyList<SendReceipt>> SendAsync(ScenarioCluster cluster, int count)
    {
        Message[] batch = [.. Enumerable.Range(0, count).Select(number => Member(cluster, number))];
        IReadOnlyList<SendReceipt> receipts = await cluster.CreateProducer().SendBatchAsync(batch, Cancellation).Within("the batch");
        receipts.Count.ShouldBe(count);
        receipts.ShouldAllBe(receipt => receipt.Status == SendStatus.Stored);
        return receipts;
    }

    private static Message Member(ScenarioCluster cluster, int number)
    {
        Message message = cluster.Text($"{number}", $"tag{number % 3}");
        message.Keys = [$"key{number}", "common"];
        message.Flag = number;
        message.Properties["数"] = $"№ {number}";
        return message;
    }
}
