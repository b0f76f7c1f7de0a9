using System.Globalization;
using RocketMq.Protocol;

namespace RocketMq.Interop.Tests.Producing;

/// <summary>Order per queue, alone, among members that come and go, and with tags (P24 to P27).</summary>
public sealed class OrderScenarios
{
    private const int Queues = 8;

    private static CancellationToken Cancellation => ScenarioCluster.Cancellation;

    [Theory]
    [OnEachCluster("in turn")]
    [OnEachCluster("one queue")]
    [OnEachCluster("random")]
    public async Task P24_an_orderly_consumer_keeps_the_order_of_each_queue(ClusterKind kind, string way)
    {
        await using ScenarioCluster cluster = await ScenarioCluster.StartAsync(kind);
        IReadOnlyList<MessageQueue> queues = await cluster.CreateTopicAsync(Queues);
        var mailbox = new Mailbox();
        await cluster.StartConsumerAsync(mailbox.HandleAsync, orderly: true);
        Producer producer = cluster.CreateProducer();
        Random random = new(24);

        for (int number = 0; number < 80; number++)
        {
            int index = way switch
            {
                "in turn" => number % Queues,
                "one queue" => 0,
                _ => random.Next(Queues),
            };
            await SendAsync(cluster, producer, number, QueueSelection.To(queues[index]));
        }

        await mailbox.Reaching(80).Within("all messages");
        ShouldBeAsSent(mailbox, 80);
    }

    [Theory]
    [OnEachCluster(2)]
    [OnEachCluster(4)]
    public async Task P25_members_share_the_queues_evenly_and_keep_their_order(ClusterKind kind, int members)
    {
        await using ScenarioCluster cluster = await ScenarioCluster.StartAsync(kind);
        IReadOnlyList<MessageQueue> queues = await cluster.CreateTopicAsync(Queues);
        var mailbox = new Mailbox();
        await StartMembersAsync(cluster, mailbox, members);
        Producer producer = cluster.CreateProducer();

        for (int number = 0; number < 80; number++)
            await SendAsync(cluster, producer, number, QueueSelection.To(queues[number % Queues]));

        await mailbox.Reaching(80).Within("all messages");
        ShouldBeAsSent(mailbox, 80);
        mailbox.CountByMember().Values.ShouldBe(Enumerable.Repeat(80 / members, members));
    }

    [Theory]
    [OnEachCluster(2)]
    [OnEachCluster(3)]
    public async Task P26_the_order_survives_the_loss_of_a_member(ClusterKind kind, int members)
    {
        await using ScenarioCluster cluster = await ScenarioCluster.StartAsync(kind);
        IReadOnlyList<MessageQueue> queues = await cluster.CreateTopicAsync(Queues);
        var mailbox = new Mailbox();
        IReadOnlyList<PushConsumer> consumers = await StartMembersAsync(cluster, mailbox, members);
        Producer producer = cluster.CreateProducer();

        for (int number = 0; number < 60; number++)
            await SendAsync(cluster, producer, number, QueueSelection.To(queues[number % Queues]));
        Task leaving = consumers[0].DisposeAsync().AsTask();
        for (int number = 60; number < 120; number++)
            await SendAsync(cluster, producer, number, QueueSelection.To(queues[number % Queues]));

        await leaving.Within("the leaving member");
        await mailbox.Reaching(120).Within("all messages");
        ShouldBeAsSent(mailbox, 120);
    }

    [Theory]
    [OnEachCluster("*", "tag1", 1)]
    [OnEachCluster("tag1", "tag1", 1)]
    [OnEachCluster("tag1", "tag1 tag2", 1)]
    [OnEachCluster("tag1", "tag1 tag2", 2)]
    [OnEachCluster("tag1 || tag2", "tag1 tag2 tag3", 1)]
    public async Task P27_the_order_of_what_a_tag_expression_lets_through_is_kept(
        ClusterKind kind,
        string expression,
        string tags,
        int members
    )
    {
        await using ScenarioCluster cluster = await ScenarioCluster.StartAsync(kind);
        IReadOnlyList<MessageQueue> queues = await cluster.CreateTopicAsync(Queues);
        var mailbox = new Mailbox();
        await StartMembersAsync(cluster, mailbox, members, expression);
        Producer producer = cluster.CreateProducer();

        List<string> wanted = [];
        string[] used = tags.Split(' ');
        for (int number = 0; number < 60; number++)
        {
            string tag = used[number % used.Length];
            await SendAsync(cluster, producer, number, QueueSelection.To(queues[number % Queues]), tag);
            if (expression == "*" || expression.Contains(tag, StringComparison.Ordinal))
                wanted.Add(Text(number));
        }

        await mailbox.Reaching(wanted.Count).Within("all wanted messages");
        mailbox.Bodies.ShouldBe(wanted, ignoreOrder: true);
        mailbox.ShouldBeInOrderPerQueue();
    }

    /// <summary>Starts members and waits until each has its share.</summary>
    private static async Task<IReadOnlyList<PushConsumer>> StartMembersAsync(
        ScenarioCluster cluster,
        Mailbox mailbox,
        int members,
        string expression = "*"
    )
    {
        List<PushConsumer> consumers = [];
        for (int member = 0; member < members; member++)
            consumers.Add(await cluster.StartConsumerAsync(mailbox.HandlerOf($"member {member}"), orderly: true, expression));
        var shared = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        foreach (PushConsumer consumer in consumers)
            consumer.AssignmentChanged += _ => Check();
        Check();
        await shared.Task.Within("every member to have its share of the queues");
        return consumers;

        void Check()
        {
            int[] owned = [.. consumers.Select(consumer => consumer.AssignedQueues.Count(queue => queue.Topic == cluster.Topic))];
            if (owned.Sum() == Queues && owned.Min() >= Queues / members)
                shared.TrySetResult();
        }
    }

    private static void ShouldBeAsSent(Mailbox mailbox, int count)
    {
        mailbox.Bodies.ShouldBe(Enumerable.Range(0, count).Select(Text), ignoreOrder: true);
        mailbox.ShouldBeInOrderPerQueue();
    }

    private static async Task SendAsync(
        ScenarioCluster cluster,
        Producer producer,
        int number,
        QueueSelection selection,
        string? tag = null
    ) => await producer.SendAsync(cluster.Text(Text(number), tag), selection, Cancellation).Within("a send");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
