using RocketMq.Interop.Tests.Producing;
using RocketMq.Protocol;

namespace RocketMq.Interop.Tests.Consuming;

/// <summary>What tag expressions let through (C07 to C10).</summary>
public sealed class TagScenarios
{
    private static readonly char[] Space = [' '];

    /// <summary>An underscore stands for a message without tag. Java's null as an expression is the star here: it is left out.</summary>
    [Theory]
    [OnEachCluster("a", "a")]
    [OnEachCluster("*", "_")]
    [OnEachCluster("*", "a")]
    [OnEachCluster("*", "a _ b")]
    [OnEachCluster("", "_")]
    [OnEachCluster("", "a _ b")]
    [OnEachCluster("a", "a _ b")]
    [OnEachCluster("b", "a _ b")]
    public Task C07_one_tag_or_all(ClusterKind kind, string expression, string tags) => ReceivesWhatMatchesAsync(kind, expression, tags);

    [Theory]
    [OnEachCluster("a||b", "a")]
    [OnEachCluster("a || b", "a b")]
    [OnEachCluster("a || b", "a c")]
    [OnEachCluster("a || b || c", "a b _")]
    [OnEachCluster("a||b", "c d")]
    public Task C08_several_tags(ClusterKind kind, string expression, string tags) => ReceivesWhatMatchesAsync(kind, expression, tags);

    [Theory]
    [OnEachCluster("a", "b")]
    [OnEachCluster("a", "a")]
    [OnEachCluster("a", "*")]
    [OnEachCluster("a || b", "b || c")]
    public async Task C09_groups_with_tags_of_their_own(ClusterKind kind, string first, string second)
    {
        await using ScenarioCluster cluster = await ScenarioCluster.StartAsync(kind);
        await cluster.CreateTopicAsync();
        Mailbox[] mailboxes = [new(), new()];
        string[] expressions = [first, second];
        for (int group = 0; group < 2; group++)
        {
            string name = $"{cluster.Group}-{group}";
            await cluster.JoinAsync(mailboxes[group].HandleAsync, expressions[group], options => options.Group = name);
        }

        Dictionary<string, IReadOnlyList<string>> sent = await SendTagsAsync(cluster, ["a", "b", "c"]);

        for (int group = 0; group < 2; group++)
        {
            string[] wanted = [.. sent.Where(entry => Matches(expressions[group], entry.Key)).SelectMany(entry => entry.Value)];
            await mailboxes[group].Reaching(wanted.Length).Within($"what group {group} wants");
            mailboxes[group].Bodies.ShouldBe(wanted, ignoreOrder: true);
        }
    }

    [Theory]
    [OnEachCluster("together")]
    [OnEachCluster("later")]
    [OnEachCluster("crash")]
    public async Task C10_members_of_a_group_with_one_tag_get_everything_together(ClusterKind kind, string way)
    {
        await using ScenarioCluster cluster = await ScenarioCluster.StartAsync(kind);
        await cluster.CreateTopicAsync(queues: 8);
        Producer producer = cluster.CreateProducer();
        var mailbox = new Mailbox();
        Testing.FaultProxy proxy = cluster.CreateProxy();
        await cluster.JoinAsync(mailbox.HandlerOf("first"), "a");
        if (way != "later")
            await cluster.JoinAsync(mailbox.HandlerOf("second"), "a", proxy: proxy);

        await producer.SendAsync(cluster.Topic, Members.Texts("half", 40), "a");
        if (way == "later")
            await cluster.JoinAsync(mailbox.HandlerOf("second"), "a", proxy: proxy);
        if (way == "crash")
            proxy.Refuse();
        await producer.SendAsync(cluster.Topic, Members.Texts("other", 10), "b");
        await producer.SendAsync(cluster.Topic, Members.Texts("rest", 40), "a");

        await mailbox.Reaching(80).Within("all messages of the tag");
        mailbox.Bodies.ShouldBe([.. Members.Texts("half", 40), .. Members.Texts("rest", 40)], ignoreOrder: true);
    }

    private static async Task ReceivesWhatMatchesAsync(ClusterKind kind, string expression, string tags)
    {
        await using ScenarioCluster cluster = await ScenarioCluster.StartAsync(kind);
        IReadOnlyList<MessageQueue> queues = await cluster.CreateTopicAsync();
        var mailbox = new Mailbox();
        string effective = expression.Length == 0 ? "*" : expression;
        await cluster.JoinAsync(
            mailbox.HandleAsync,
            expression: null,
            options => _ = expression.Length == 0 ? options.Subscribe(cluster.Topic) : options.Subscribe(cluster.Topic, expression)
        );

        Dictionary<string, IReadOnlyList<string>> sent = await SendTagsAsync(cluster, tags.Split(Space));

        List<string> wanted = [.. sent.Where(entry => Matches(effective, entry.Key)).SelectMany(entry => entry.Value)];
        // What comes last in every queue tells that everything before it was let through or not.
        Producer producer = cluster.CreateProducer(configure: options => options.Group += "-end");
        foreach (MessageQueue queue in queues)
        {
            await producer.SendAsync(cluster.Topic, [$"end of {queue.QueueId}"], effective.Split('|')[0].Trim(), queue);
            wanted.Add($"end of {queue.QueueId}");
        }
        await mailbox.Reaching(wanted.Count).Within("all that match");
        mailbox.Bodies.ShouldBe(wanted, ignoreOrder: true);
    }

    private static async Task<Dictionary<string, IReadOnlyList<string>>> SendTagsAsync(ScenarioCluster cluster, string[] tags)
    {
        Producer producer = cluster.CreateProducer();
        Dictionary<string, IReadOnlyList<string>> sent = [];
        foreach (string tag in tags)
        {
            sent[tag] = Members.Texts($"tag {tag}", 10);
            await producer.SendAsync(cluster.Topic, sent[tag], tag == "_" ? null : tag);
        }
        return sent;
    }

    private static bool Matches(string expression, string tag) =>
        expression == "*" || expression.Split("||", StringSplitOptions.TrimEntries).Contains(tag);
}
