using RocketMq.Interop.Tests.Producing;
using RocketMq.Protocol;
using RocketMq.Testing;

namespace RocketMq.Interop.Tests.Consuming;

/// <summary>Members that share the load, come, go and vanish (C01 to C06).</summary>
public sealed class BalanceScenarios
{
    private const int Queues = 8;

    [Theory]
    [OnEachCluster(2)]
    [OnEachCluster(4)]
    public async Task C01_members_share_the_load_evenly(ClusterKind kind, int members)
    {
        await using ScenarioCluster cluster = await ScenarioCluster.StartAsync(kind);
        IReadOnlyList<MessageQueue> queues = await cluster.CreateTopicAsync(Queues);
        var mailbox = new Mailbox();
        await cluster.JoinAsync(mailbox, members, queues.Count);

        await SendToEachAsync(cluster, queues, "even", 10);

        await mailbox.Reaching(80).Within("all messages");
        mailbox.CountByMember().Values.ShouldBe(Enumerable.Repeat(80 / members, members));
    }

    [Theory]
    [OnEachCluster(2)]
    [OnEachCluster(3)]
    public async Task C02_those_who_stay_share_what_a_leaving_member_had(ClusterKind kind, int members)
    {
        await using ScenarioCluster cluster = await ScenarioCluster.StartAsync(kind);
        IReadOnlyList<MessageQueue> queues = await cluster.CreateTopicAsync(Queues);
        var mailbox = new Mailbox();
        IReadOnlyList<PushConsumer> consumers = await cluster.JoinAsync(mailbox, members, queues.Count);
        await SendToEachAsync(cluster, queues, "before", 5);
        await mailbox.Reaching(40).Within("the messages before");

        Task shared = ((IReadOnlyList<PushConsumer>)[.. consumers.Skip(1)]).ShareAsync(cluster.Topic, queues.Count);
        await consumers[0].DisposeAsync().Within("the leaving member");
        await shared.Within("the others to have its queues");
        await SendToEachAsync(cluster, queues, "after", 5);

        await mailbox.Reaching(80).Within("all messages");
        Dictionary<string, int> counts = mailbox.CountByMember();
        counts["member 0"].ShouldBeLessThanOrEqualTo(20);
        counts.Where(entry => entry.Key != "member 0").Select(entry => entry.Value).ShouldAllBe(count => count > 0);
    }

    [Theory, OnEachCluster]
    public async Task C03_a_member_is_told_when_another_one_joins(ClusterKind kind)
    {
        await using ScenarioCluster cluster = await ScenarioCluster.StartAsync(kind);
        await cluster.CreateTopicAsync(Queues);
        var mailbox = new Mailbox();
        PushConsumer first = await cluster.JoinAsync(mailbox.HandlerOf("first"));
        var told = new TaskCompletionSource<QueueAssignmentChange>(TaskCreationOptions.RunContinuationsAsynchronously);
        first.AssignmentChanged += change =>
        {
            if (change.Released.Any(queue => queue.Topic == cluster.Topic))
                told.TrySetResult(change);
        };

        await cluster.JoinAsync(mailbox.HandlerOf("second"));

        await told.Task.Within("the news");
    }

    [Theory]
    [OnEachCluster(1)]
    [OnEachCluster(2)]
    public async Task C04_members_that_join_while_messages_flow_lose_nothing(ClusterKind kind, int more)
    {
        await using ScenarioCluster cluster = await ScenarioCluster.StartAsync(kind);
        await cluster.CreateTopicAsync(Queues);
        var mailbox = new Mailbox();
        await cluster.JoinAsync(mailbox, members: 1, Queues);

        Task<IReadOnlyList<SendReceipt>> sending = cluster.CreateProducer().SendAsync(cluster.Topic, Members.Texts("flow", 300));
        for (int member = 1; member <= more; member++)
        {
            await mailbox.Reaching(50 * member).Within("progress");
            await cluster.JoinAsync(mailbox.HandlerOf($"member {member}"));
        }

        await sending.Within("the sends");
        await mailbox.Reaching(300).Within("all messages");
        mailbox.Bodies.ShouldBe(Members.Texts("flow", 300), ignoreOrder: true);
    }

    [Theory]
    [OnEachCluster(1)]
    [OnEachCluster(2)]
    public async Task C05_members_that_vanish_while_messages_flow_lose_nothing(ClusterKind kind, int vanishing)
    {
        await using ScenarioCluster cluster = await ScenarioCluster.StartAsync(kind);
        await cluster.CreateTopicAsync(Queues);
        var mailbox = new Mailbox();
        List<FaultProxy> proxies = [];
        for (int member = 0; member < vanishing; member++)
            proxies.Add(await JoinBehindProxyAsync(cluster, mailbox, $"vanishing {member}"));
        await cluster.JoinAsync(mailbox.HandlerOf("staying"));

        Task<IReadOnlyList<SendReceipt>> sending = cluster.CreateProducer().SendAsync(cluster.Topic, Members.Texts("flow", 300));
        for (int member = 0; member < vanishing; member++)
        {
            await mailbox.Reaching(50 * (member + 1)).Within("progress");
            proxies[member].Refuse();
        }

        await sending.Within("the sends");
        await mailbox.Reaching(300).Within("all messages");
        mailbox.Bodies.ShouldBe(Members.Texts("flow", 300), ignoreOrder: true);
    }

    [Theory]
    [OnEachCluster(1)]
    [OnEachCluster(2)]
    public async Task C06_members_that_join_and_then_vanish_lose_nothing(ClusterKind kind, int more)
    {
        await using ScenarioCluster cluster = await ScenarioCluster.StartAsync(kind);
        await cluster.CreateTopicAsync(Queues);
        var mailbox = new Mailbox();
        await cluster.JoinAsync(mailbox, members: 1, Queues);

        Task<IReadOnlyList<SendReceipt>> sending = cluster.CreateProducer().SendAsync(cluster.Topic, Members.Texts("flow", 300));
        List<FaultProxy> proxies = [];
        for (int member = 0; member < more; member++)
        {
            await mailbox.Reaching(40 * (member + 1)).Within("progress");
            proxies.Add(await JoinBehindProxyAsync(cluster, mailbox, $"short {member}"));
        }
        await mailbox.Reaching(150).Within("half of the messages");
        proxies.ForEach(proxy => proxy.Refuse());

        await sending.Within("the sends");
        await mailbox.Reaching(300).Within("all messages");
        mailbox.Bodies.ShouldBe(Members.Texts("flow", 300), ignoreOrder: true);
    }

    private static async Task<FaultProxy> JoinBehindProxyAsync(ScenarioCluster cluster, Mailbox mailbox, string name)
    {
        FaultProxy proxy = cluster.CreateProxy();
        await cluster.JoinAsync(mailbox.HandlerOf(name), proxy: proxy);
        return proxy;
    }

    private static async Task SendToEachAsync(ScenarioCluster cluster, IReadOnlyList<MessageQueue> queues, string name, int each)
    {
        Producer producer = cluster.CreateProducer(configure: options => options.Group += name);
        foreach (MessageQueue queue in queues)
            await producer.SendAsync(cluster.Topic, Members.Texts($"{name} {queue.QueueId}", each), queue: queue);
    }
}
