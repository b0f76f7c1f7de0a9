using RocketMq.Interop.Tests.Producing;
using RocketMq.Protocol;

namespace RocketMq.Interop.Tests.Consuming;

/// <summary>Groups of which every member gets everything (C15 to C22).</summary>
public sealed class BroadcastScenarios : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("rocketmq-broadcast-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Theory, OnEachCluster]
    public async Task C15_two_groups_get_everything_each(ClusterKind kind)
    {
        await using ScenarioCluster cluster = await ScenarioCluster.StartAsync(kind);
        await cluster.CreateTopicAsync();
        Mailbox[] mailboxes = [new(), new()];
        for (int group = 0; group < 2; group++)
        {
            string name = $"{cluster.Group}-{group}";
            await JoinAsync(cluster, mailboxes[group], $"group{group}", options => options.Group = name);
        }

        await SendAsync(cluster, "all", 16);

        await ShouldAllHaveAsync(mailboxes, Members.Texts("all", 16));
    }

    [Theory, OnEachCluster]
    public async Task C16_two_members_of_one_group_get_everything_each(ClusterKind kind)
    {
        await using ScenarioCluster cluster = await ScenarioCluster.StartAsync(kind);
        await cluster.CreateTopicAsync();
        Mailbox[] mailboxes = [new(), new()];
        await JoinAsync(cluster, mailboxes[0], "first");
        await JoinAsync(cluster, mailboxes[1], "second");

        await SendAsync(cluster, "all", 16);

        await ShouldAllHaveAsync(mailboxes, Members.Texts("all", 16));
    }

    [Theory, OnEachCluster]
    public async Task C17_a_member_goes_on_when_the_other_one_is_gone(ClusterKind kind)
    {
        await using ScenarioCluster cluster = await ScenarioCluster.StartAsync(kind);
        await cluster.CreateTopicAsync();
        Mailbox[] mailboxes = [new(), new()];
        await JoinAsync(cluster, mailboxes[0], "staying");
        PushConsumer leaving = await JoinAsync(cluster, mailboxes[1], "leaving");
        await SendAsync(cluster, "before", 16);
        await ShouldAllHaveAsync(mailboxes, Members.Texts("before", 16));

        await leaving.DisposeAsync().Within("the leaving member");
        await SendAsync(cluster, "after", 16);

        await ShouldAllHaveAsync([mailboxes[0]], [.. Members.Texts("before", 16), .. Members.Texts("after", 16)]);
        mailboxes[1].Bodies.ShouldBe(Members.Texts("before", 16), ignoreOrder: true);
    }

    [Theory]
    [OnEachCluster(true)]
    [OnEachCluster(false)]
    public async Task C18_C19_a_member_that_starts_later_gets_what_is_sent_from_then_on_and_nothing_older(ClusterKind kind, bool hasMore)
    {
        await using ScenarioCluster cluster = await ScenarioCluster.StartAsync(kind);
        IReadOnlyList<MessageQueue> queues = await cluster.CreateTopicAsync();
        Mailbox[] mailboxes = [new(), new()];
        await JoinAsync(cluster, mailboxes[0], "first", options => options.From = ConsumeFrom.Last);
        await SendAsync(cluster, "before", 16);
        await ShouldAllHaveAsync([mailboxes[0]], Members.Texts("before", 16));

        await JoinAsync(cluster, mailboxes[1], "later", options => options.From = ConsumeFrom.Last);
        List<string> after = hasMore ? [.. Members.Texts("after", 16)] : [];
        Producer producer = cluster.CreateProducer(configure: options => options.Group += "-after");
        await producer.SendAsync(cluster.Topic, after);
        // The last one of every queue tells that nothing else comes.
        foreach (MessageQueue queue in queues)
        {
            after.Add($"end of {queue.QueueId}");
            await producer.SendAsync(cluster.Topic, [after[^1]], queue: queue);
        }

        await ShouldAllHaveAsync([mailboxes[1]], after);
        await ShouldAllHaveAsync([mailboxes[0]], [.. Members.Texts("before", 16), .. after]);
    }

    [Theory, OnEachCluster]
    public async Task C20_a_failed_message_does_not_come_again(ClusterKind kind)
    {
        await using ScenarioCluster cluster = await ScenarioCluster.StartAsync(kind);
        await cluster.CreateTopicAsync(queues: 1);
        var mailbox = new Mailbox();
        PushConsumer consumer = await cluster.JoinAsync(
            async (message, cancellationToken) =>
            {
                await mailbox.HandleAsync(message, cancellationToken);
                return ConsumeResult.RetryLater();
            },
            configure: options => Broadcast(options, "only")
        );

        await SendAsync(cluster, "failing", 16);
        await mailbox.Reaching(16).Within("every message once");
        await consumer.DisposeAsync().Within("the consumer's shutdown");

        mailbox.Bodies.ShouldBe(Members.Texts("failing", 16), ignoreOrder: true);
        mailbox.CountByMember()["only"].ShouldBe(16);
        (consumer.Statistics.Dropped, consumer.Statistics.Retried).ShouldBe((16, 0));
    }

    [Theory, OnEachCluster]
    public async Task C21_every_member_gets_every_queue_in_order(ClusterKind kind)
    {
        await using ScenarioCluster cluster = await ScenarioCluster.StartAsync(kind);
        await cluster.CreateTopicAsync();
        Mailbox[] mailboxes = [new(), new()];
        await JoinAsync(cluster, mailboxes[0], "first", options => options.Orderly = true);
        await JoinAsync(cluster, mailboxes[1], "second", options => options.Orderly = true);

        await SendAsync(cluster, "all", 40);

        await ShouldAllHaveAsync(mailboxes, Members.Texts("all", 40));
        foreach (Mailbox mailbox in mailboxes)
            mailbox.ShouldBeInOrderPerQueue();
    }

    [Theory]
    [OnEachCluster("a", "a", "one group")]
    [OnEachCluster("a || b", "a || b", "one group")]
    [OnEachCluster("a", "b", "two groups")]
    public async Task C22_members_get_the_tags_they_ask_for(ClusterKind kind, string first, string second, string groups)
    {
        await using ScenarioCluster cluster = await ScenarioCluster.StartAsync(kind);
        await cluster.CreateTopicAsync();
        Mailbox[] mailboxes = [new(), new()];
        string[] expressions = [first, second];
        for (int member = 0; member < 2; member++)
        {
            string name = groups == "one group" ? cluster.Group : $"{cluster.Group}-{member}";
            await JoinAsync(cluster, mailboxes[member], $"member{member}", options => options.Group = name, expressions[member]);
        }

        Producer producer = cluster.CreateProducer();
        foreach (string tag in (string[])["a", "b", "c"])
            await producer.SendAsync(cluster.Topic, Members.Texts($"tag {tag}", 10), tag);

        for (int member = 0; member < 2; member++)
            await ShouldAllHaveAsync(
                [mailboxes[member]],
                [.. expressions[member].Split(" || ").SelectMany(tag => Members.Texts($"tag {tag}", 10))]
            );
    }

    private Task<PushConsumer> JoinAsync(
        ScenarioCluster cluster,
        Mailbox mailbox,
        string name,
        Action<PushConsumerOptions>? configure = null,
        string expression = "*"
    ) =>
        cluster.JoinAsync(
            mailbox.HandlerOf(name),
            expression,
            options =>
            {
                Broadcast(options, name);
                configure?.Invoke(options);
            }
        );

    // Members on machines of their own have files of their own; here a directory for each stands for that.
    private void Broadcast(PushConsumerOptions options, string name)
    {
        options.Broadcasting = true;
        options.OffsetDirectory = Path.Combine(_directory.FullName, name);
    }

    private static async Task SendAsync(ScenarioCluster cluster, string name, int count) =>
        await cluster.CreateProducer(configure: options => options.Group += name).SendAsync(cluster.Topic, Members.Texts(name, count));

    private static async Task ShouldAllHaveAsync(IEnumerable<Mailbox> mailboxes, IReadOnlyList<string> texts)
    {
        foreach (Mailbox mailbox in mailboxes)
        {
            await mailbox.Reaching(texts.Count).Within("all messages");
            mailbox.Bodies.ShouldBe(texts, ignoreOrder: true);
        }
    }
}
