using RocketMq.Interop.Tests.Producing;

namespace RocketMq.Interop.Tests.Consuming;

/// <summary>Consumers of two topics (C11 and C12).</summary>
public sealed class ManyTopicsScenarios
{
    /// <summary>How a case subscribes and what it sends to both topics.</summary>
    /// <remarks>"plain": all; "tags": another tag in each topic, all wanted; "filter": of two tags in each topic one is wanted.</remarks>
    [Theory]
    [OnEachCluster("plain")]
    [OnEachCluster("tags")]
    [OnEachCluster("filter")]
    public Task C11_two_members_of_one_group_on_two_topics(ClusterKind kind, string way) => RunAsync(kind, way, members: 2);

    [Theory]
    [OnEachCluster("plain")]
    [OnEachCluster("tags")]
    [OnEachCluster("filter")]
    public Task C12_one_consumer_on_two_topics(ClusterKind kind, string way) => RunAsync(kind, way, members: 1);

    private static async Task RunAsync(ClusterKind kind, string way, int members)
    {
        await using ScenarioCluster cluster = await ScenarioCluster.StartAsync(kind);
        string[] topics = [cluster.Topic, $"{cluster.Topic}-2"];
        string[] expressions = way switch
        {
            "plain" => ["*", "*"],
            "tags" => ["a", "b"],
            _ => ["a", "a"],
        };
        foreach (string topic in topics)
            await cluster.CreateTopicAsync(topic);
        var mailbox = new Mailbox();
        for (int member = 0; member < members; member++)
        {
            await cluster.JoinAsync(
                mailbox.HandlerOf($"member {member}"),
                expression: null,
                options => options.Subscribe(topics[0], expressions[0]).Subscribe(topics[1], expressions[1])
            );
        }

        Producer producer = cluster.CreateProducer();
        List<string> wanted = [];
        for (int index = 0; index < topics.Length; index++)
        {
            IReadOnlyList<string> texts = Members.Texts($"topic {index}", 20);
            await producer.SendAsync(topics[index], texts, way == "plain" ? null : expressions[index]);
            wanted.AddRange(texts);
            if (way == "filter")
                await producer.SendAsync(topics[index], Members.Texts("unwanted", 20), "c");
        }

        await mailbox.Reaching(wanted.Count).Within("all wanted messages");
        mailbox.Bodies.ShouldBe(wanted, ignoreOrder: true);
        mailbox.Messages.ShouldAllBe(message => message.Topic == topics[0] || message.Topic == topics[1]);
    }
}
