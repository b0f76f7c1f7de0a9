using System.Text;
using RocketMq.Interop.Tests.Producing;
using RocketMq.Protocol;
using RocketMq.Testing;

namespace RocketMq.Interop.Tests.Consuming;

/// <summary>Consumers and messages as the scenarios of consuming need them.</summary>
internal static class Members
{
    private static CancellationToken Cancellation => ScenarioCluster.Cancellation;

    /// <summary>Starts a consumer in a client of its own.</summary>
    /// <param name="cluster">Where.</param>
    /// <param name="handler">What it does.</param>
    /// <param name="expression">What it wants of the scenario's topic; null to leave its subscriptions to <paramref name="configure"/>.</param>
    /// <param name="configure">Changes its options.</param>
    /// <param name="proxy">What it reaches the cluster through; null for nothing.</param>
    public static async Task<PushConsumer> JoinAsync(
        this ScenarioCluster cluster,
        MessageHandler handler,
        string? expression = "*",
        Action<PushConsumerOptions>? configure = null,
        FaultProxy? proxy = null
    )
    {
        RocketMqClient client = cluster.CreateClient(options =>
        {
            options.NameServers = [proxy?.NameServerAddress ?? cluster.NameServers];
            options.OffsetCommitInterval = TimeSpan.FromMilliseconds(500);
        });
        PushConsumerOptions options = new()
        {
            Group = cluster.Group,
            From = ConsumeFrom.First,
            DrainTimeout = TimeSpan.FromSeconds(5),
        };
        if (expression is not null)
            options.Subscribe(cluster.Topic, expression);
        configure?.Invoke(options);
        PushConsumer consumer = cluster.Own(client.CreatePushConsumer(options, handler));
        await cluster.WithinAsync(consumer.StartAsync(Cancellation).AsTask(), "the consumer's start");
        return consumer;
    }

    /// <summary>Starts members of the scenario's group and waits until each has its share of the topic's queues.</summary>
    public static async Task<IReadOnlyList<PushConsumer>> JoinAsync(this ScenarioCluster cluster, Mailbox mailbox, int members, int queues)
    {
        List<PushConsumer> consumers = [];
        for (int member = 0; member < members; member++)
            consumers.Add(await cluster.JoinAsync(mailbox.HandlerOf($"member {member}")));
        await consumers.ShareAsync(cluster.Topic, queues).Within("every member to have its share of the queues");
        return consumers;
    }

    /// <summary>Completes when the members have all queues of the topic, and none has more than one above another.</summary>
    public static Task ShareAsync(this IReadOnlyList<PushConsumer> consumers, string topic, int queues)
    {
        var shared = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        foreach (PushConsumer consumer in consumers)
            consumer.AssignmentChanged += _ => Check();
        Check();
        return shared.Task;

        void Check()
        {
            int[] owned = [.. consumers.Select(consumer => consumer.AssignedQueues.Count(queue => queue.Topic == topic))];
            if (owned.Sum() == queues && owned.Max() - owned.Min() <= 1)
                shared.TrySetResult();
        }
    }

    public static FaultProxy CreateProxy(this ScenarioCluster cluster) => cluster.Own(FaultProxy.Start(cluster.NameServers));

    /// <summary>Sends texts to a topic, one after another.</summary>
    /// <param name="producer">Sends them.</param>
    /// <param name="topic">Where to.</param>
    /// <param name="texts">The bodies.</param>
    /// <param name="tag">The tag of all; null for none.</param>
    /// <param name="queue">The queue of all; null for each in turn.</param>
    public static async Task<IReadOnlyList<SendReceipt>> SendAsync(
        this Producer producer,
        string topic,
        IEnumerable<string> texts,
        string? tag = null,
        MessageQueue? queue = null
    )
    {
        List<SendReceipt> receipts = [];
        foreach (string text in texts)
        {
            Message message = new(topic, Encoding.UTF8.GetBytes(text)) { Tag = tag };
            QueueSelection selection = queue is { } chosen ? QueueSelection.To(chosen) : QueueSelection.RoundRobin;
            receipts.Add(await producer.SendAsync(message, selection, Cancellation).Within("a send"));
        }
        return receipts;
    }

    /// <summary>Numbered texts.</summary>
    public static IReadOnlyList<string> Texts(string name, int count) =>
        [.. Enumerable.Range(0, count).Select(number => $"{name} {number}")];
}
