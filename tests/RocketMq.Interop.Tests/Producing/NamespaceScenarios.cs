using RocketMq.Protocol;

namespace RocketMq.Interop.Tests.Producing;

/// <summary>Clients in a namespace: what programs see has it nowhere, what brokers see has it everywhere.</summary>
public sealed class NamespaceScenarios
{
    private const string Namespace = "MQ_INST_shop";

    private static CancellationToken Cancellation => ScenarioCluster.Cancellation;

    [Theory, OnEachCluster]
    public async Task Messages_of_a_namespace_lie_under_its_name_and_reach_its_consumers(ClusterKind kind)
    {
        await using ScenarioCluster cluster = await ScenarioCluster.StartAsync(kind);
        RocketMqClient inside = cluster.CreateClient(options => options.Namespace = Namespace);
        await inside.Administration.CreateTopicAsync(new(cluster.Topic) { WriteQueues = 4 }, Cancellation).Within("the topic");
        var mailbox = new Mailbox();
        await cluster.StartConsumerAsync(mailbox.HandleAsync, client: cluster.CreateClient(options => options.Namespace = Namespace));
        Producer producer = cluster.CreateProducer(inside);

        IReadOnlyList<MessageQueue> queues = await producer.GetPublishQueuesAsync(cluster.Topic, Cancellation).Within("the queues");
        foreach (MessageQueue queue in queues)
            for (int number = 0; number < 5; number++)
                (
                    await producer
                        .SendAsync(cluster.Text($"{queue.QueueId}:{number}"), QueueSelection.To(queue), Cancellation)
                        .Within("a send")
                ).Queue.ShouldBe(queue);

        await mailbox.Reaching(queues.Count * 5).Within("all messages");
        mailbox.Messages.ShouldAllBe(message => message.Topic == cluster.Topic && message.Queue.Topic == cluster.Topic);
        mailbox.Bodies.ShouldBe(queues.SelectMany(queue => Enumerable.Range(0, 5).Select(n => $"{queue.QueueId}:{n}")), ignoreOrder: true);
        // A client outside any namespace sees the names as they are.
        Dictionary<MessageQueue, long> onTheWire = await cluster.CountAsync(
            queues.Select(queue => queue with { Topic = $"{Namespace}%{queue.Topic}" })
        );
        onTheWire.Values.ShouldAllBe(count => count == 5);
        (
            await Should.ThrowAsync<RocketMqException>(() =>
                cluster.Client.Administration.GetRouteAsync(cluster.Topic, Cancellation).Within("the answer")
            )
        ).Reason.ShouldBe(RocketMqErrorReason.RouteNotFound);
    }

    [Theory, OnEachCluster]
    public async Task A_message_that_fails_comes_again_by_the_retry_topic_of_the_namespaces_group(ClusterKind kind)
    {
        await using ScenarioCluster cluster = await ScenarioCluster.StartAsync(kind);
        RocketMqClient inside = cluster.CreateClient(options => options.Namespace = Namespace);
        await inside.Administration.CreateTopicAsync(new(cluster.Topic) { WriteQueues = 1 }, Cancellation).Within("the topic");
        var again = new TaskCompletionSource<ReceivedMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        await cluster.StartConsumerAsync(
            (message, _) =>
            {
                if (message.ReconsumeTimes == 0)
                    return new(ConsumeResult.RetryLater(1));
                again.TrySetResult(message);
                return new(ConsumeResult.Success);
            },
            client: cluster.CreateClient(options => options.Namespace = Namespace)
        );

        await cluster.CreateProducer(inside).SendAsync(cluster.Text("twice"), Cancellation).Within("the send");

        ReceivedMessage second = await again.Task.Within("the second delivery");
        second.Topic.ShouldBe(cluster.Topic);
        second.Queue.Topic.ShouldBe($"%RETRY%{cluster.Group}");
        MessageQueue onTheWire = second.Queue with { Topic = $"%RETRY%{Namespace}%{cluster.Group}" };
        (await cluster.Client.Administration.GetMaxOffsetAsync(onTheWire, Cancellation).Within("the retry topic")).ShouldBe(1);
    }
}
