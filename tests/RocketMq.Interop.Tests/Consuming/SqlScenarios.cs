using RocketMq.Interop.Tests.Producing;

namespace RocketMq.Interop.Tests.Consuming;

/// <summary>What SQL92 conditions let through (C13 and C14).</summary>
public sealed class SqlScenarios
{
    [Theory, OnEachCluster]
    public async Task C13_a_condition_on_tags_lets_through_what_meets_it(ClusterKind kind)
    {
        await using ScenarioCluster cluster = await ScenarioCluster.StartAsync(kind);
        await cluster.CreateTopicAsync();
        var mailbox = new Mailbox();
        FilterExpression condition = FilterExpression.Sql("TAGS is not null and TAGS in ('a', 'b')");
        await cluster.JoinAsync(mailbox.HandleAsync, expression: null, options => options.Subscribe(cluster.Topic, condition));

        Producer producer = cluster.CreateProducer();
        foreach (string? tag in (string?[])["c", null, "a", "d", "b"])
            await producer.SendAsync(cluster.Topic, Members.Texts($"tag {tag}", 10), tag);

        List<string> wanted = [.. Members.Texts("tag a", 10), .. Members.Texts("tag b", 10)];
        await mailbox.Reaching(wanted.Count).Within("all that meet the condition");
        mailbox.Bodies.ShouldBe(wanted, ignoreOrder: true);
    }

    [Theory(Skip = "The same condition in a pull consumer; there is no pull consumer yet.")]
    [OnEachCluster]
    public Task C14_the_same_in_a_pull_consumer(ClusterKind kind) => C13_a_condition_on_tags_lets_through_what_meets_it(kind);
}
