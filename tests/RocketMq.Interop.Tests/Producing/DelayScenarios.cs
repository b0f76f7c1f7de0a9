using RocketMq.Protocol;

namespace RocketMq.Interop.Tests.Producing;

/// <summary>Messages that come later, and messages that are taken back (P33, P34).</summary>
public sealed class DelayScenarios
{
    // What a busy machine and a broker that looks once a second may add.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(3);

    private static CancellationToken Cancellation => ScenarioCluster.Cancellation;

    [Theory]
    [OnEachCluster(1, 1)]
    [OnEachCluster(2, 5)]
    [OnEachCluster(3, 10)]
    [OnEachCluster(4, 30)]
    public async Task P33_a_delay_level_delays_by_its_time(ClusterKind kind, int level, int seconds)
    {
        await using ScenarioCluster cluster = await ScenarioCluster.StartAsync(kind, hasManualTime: true);
        await cluster.CreateTopicAsync();
        var mailbox = new Mailbox();
        await cluster.StartConsumerAsync(mailbox.HandleAsync);
        Producer producer = cluster.CreateProducer();

        for (int number = 0; number < 10; number++)
            await producer.SendWithDelayLevelAsync(cluster.Text($"{number}"), level, Cancellation).Within("a send");

        await cluster.WithinAsync(mailbox.Reaching(10), "the delayed messages");
        mailbox.Bodies.ShouldBe(Enumerable.Range(0, 10).Select(number => $"{number}"), ignoreOrder: true);
        TimeSpan delay = TimeSpan.FromSeconds(seconds);
        mailbox.Messages.ShouldAllBe(message =>
            message.StoreTime - message.BornTime >= delay && message.StoreTime - message.BornTime <= delay + Tolerance
        );
    }

    /// <summary>A forged handle means another message, so nothing happens to this one.</summary>
    [Theory, OnEachCluster]
    public async Task P34_only_timed_messages_have_a_handle_and_all_arrive_when_it_is_not_used(ClusterKind kind)
    {
        await using ScenarioCluster cluster = await ScenarioCluster.StartAsync(kind, hasManualTime: true);
        await cluster.CreateTopicAsync();
        string other = $"{cluster.Topic}-other";
        await cluster.CreateTopicAsync(other);
        var mailbox = new Mailbox();
        await cluster.StartConsumerAsync(mailbox.HandleAsync);
        Producer producer = cluster.CreateProducer();

        IReadOnlyList<string> handles = await SendFiveAsync(cluster, producer);
        RecallHandle handle = RecallHandle.TryParse(handles[0]).ShouldNotBeNull();
        string forged = (handle with { Topic = other }).ToString();
        await cluster.WithinAsync(producer.RecallAsync(other, forged, Cancellation).AsTask(), "the forged recall");

        await cluster.WithinAsync(mailbox.Reaching(5), "all five messages");
        mailbox.Bodies.ShouldBe(["plain", "level", "after milliseconds", "after seconds", "at"], ignoreOrder: true);
    }

    [Theory, OnEachCluster]
    public async Task P34_recalled_messages_do_not_arrive(ClusterKind kind)
    {
        await using ScenarioCluster cluster = await ScenarioCluster.StartAsync(kind, hasManualTime: true);
        await cluster.CreateTopicAsync();
        var mailbox = new Mailbox();
        await cluster.StartConsumerAsync(mailbox.HandleAsync);
        Producer producer = cluster.CreateProducer();

        IReadOnlyList<string> handles = await SendFiveAsync(cluster, producer);
        foreach (string handle in handles)
            await cluster.WithinAsync(producer.RecallAsync(cluster.Topic, handle, Cancellation).AsTask(), "a recall");
        await cluster.WithinAsync(
            producer.SendAfterAsync(cluster.Text("last"), TimeSpan.FromSeconds(15), Cancellation).AsTask(),
            "the send of the last one"
        );

        await cluster.WithinAsync(mailbox.Reaching(3), "what was not recalled");
        mailbox.Bodies.ShouldBe(["plain", "level", "last"]);
    }

    /// <summary>Sends one message of each kind and returns the handles of the three that have one.</summary>
    private static async Task<IReadOnlyList<string>> SendFiveAsync(ScenarioCluster cluster, Producer producer)
    {
        await producer.SendAsync(cluster.Text("plain"), Cancellation).Within("the plain send");
        ScheduledReceipt level = await producer.SendWithDelayLevelAsync(cluster.Text("level"), 2, Cancellation).Within("the level");
        level.RecallHandle.ShouldBeNull();

        DateTimeOffset time = cluster.Time.GetUtcNow() + TimeSpan.FromSeconds(9);
        Task<ScheduledReceipt>[] timed =
        [
            producer.SendAfterAsync(cluster.Text("after milliseconds"), TimeSpan.FromMilliseconds(8500), Cancellation).AsTask(),
            producer.SendAfterAsync(cluster.Text("after seconds"), TimeSpan.FromSeconds(8), Cancellation).AsTask(),
            producer.SendAtAsync(cluster.Text("at"), time, Cancellation).AsTask(),
        ];
        await cluster.WithinAsync(Task.WhenAll(timed), "the timed sends");
        List<string> handles = [];
        foreach (Task<ScheduledReceipt> send in timed)
            handles.Add((await send).RecallHandle.ShouldNotBeNull());
        return handles;
    }
}
