using System.Globalization;
using System.Text;
using RocketMq.Interop.Tests.Producing;
using RocketMq.Protocol;

namespace RocketMq.Interop.Tests.Consuming;

/// <summary>Filters by SQL92 (C13, C14); the brokers need <c>enablePropertyFilter=true</c>.</summary>
public sealed class SqlFilterScenarios
{
    private static CancellationToken Cancellation => ScenarioCluster.Cancellation;

    [Theory]
    [OnEachCluster("(TAGS IS NOT NULL AND TAGS IN ('TagA', 'TagB'))", "TagA 1|TagA 4|TagB 2|TagB 5")]
    [OnEachCluster("number BETWEEN 2 AND 4", "TagA 4|TagB 2|TagC 3")]
    [OnEachCluster("number > 4 OR region CONTAINS 'or'", "TagA 4|TagB 5|TagC 6")]
    [OnEachCluster("region IS NULL AND NOT (number = 1)", "TagB 2|TagB 5|TagC 3|TagC 6")]
    [OnEachCluster("number <> 1 AND flag = TRUE", "TagA 4|TagB 2|TagC 6")]
    public async Task C13_only_messages_that_fulfil_the_condition_arrive(ClusterKind kind, string condition, string expected)
    {
        await using ScenarioCluster cluster = await ScenarioCluster.StartAsync(kind);
        await cluster.CreateTopicAsync();
        var mailbox = new Mailbox();
        Producer producer = cluster.CreateProducer();
        await SendAsync(cluster, producer, first: 1);
        await StartConsumerAsync(cluster, condition, mailbox.HandleAsync);
        await SendAsync(cluster, producer, first: 4);
        string[] wanted = expected.Split('|');

        await mailbox.Reaching(wanted.Length).Within("the wanted messages");
        mailbox.Bodies.ShouldBe(wanted, ignoreOrder: true);
    }

    [Theory]
    [OnEachCluster]
    public async Task C13_a_condition_that_cannot_be_compiled_fails_the_start(ClusterKind kind)
    {
        await using ScenarioCluster cluster = await ScenarioCluster.StartAsync(kind);
        await cluster.CreateTopicAsync();

        var error = await Should.ThrowAsync<BrokerException>(StartConsumerAsync(cluster, "number > > 4", new Mailbox().HandleAsync));

        error.Code.ShouldBe(ResponseCode.SubscriptionParseFailed);
        error.Reason.ShouldBe(RocketMqErrorReason.InvalidSubscription);
        error.Message.ShouldContain("line 1, column 10");
    }

    [Theory]
    [OnEachCluster]
    public async Task C13_a_message_that_failed_comes_back_whatever_the_condition(ClusterKind kind)
    {
        await using ScenarioCluster cluster = await ScenarioCluster.StartAsync(kind, hasManualTime: true);
        await cluster.CreateTopicAsync();
        var back = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await StartConsumerAsync(
            cluster,
            "RETRY_TOPIC IS NULL AND number = 2",
            (message, _) =>
            {
                if (message.Attempt == 1)
                    return new(ConsumeResult.RetryLater(delayLevel: 1));
                back.TrySetResult(Mailbox.BodyOf(message));
                return new(ConsumeResult.Success);
            }
        );
        await SendAsync(cluster, cluster.CreateProducer(), first: 1);

        await cluster.WithinAsync(back.Task, "the message comes back");
        (await back.Task).ShouldBe("TagB 2");
    }

    [Theory(Skip = "The same condition in a pull consumer; there is no pull consumer yet.")]
    [OnEachCluster("a is not null", "")]
    public Task C14_the_same_in_a_pull_consumer(ClusterKind kind, string condition, string expected) =>
        C13_only_messages_that_fulfil_the_condition_arrive(kind, condition, expected);

    // Three messages: TagA with a region, TagB and TagC without; even numbers carry a flag.
    private static async Task SendAsync(ScenarioCluster cluster, Producer producer, int first)
    {
        for (int index = 0; index < 3; index++)
        {
            int number = first + index;
            string tag = $"Tag{(char)('A' + index)}";
            var message = new Message(cluster.Topic, Encoding.UTF8.GetBytes($"{tag} {number}")) { Tag = tag };
            message.Properties["number"] = number.ToString(CultureInfo.InvariantCulture);
            if (index == 0)
                message.Properties["region"] = number == 1 ? "east" : "north";
            if (number % 2 == 0)
                message.Properties["flag"] = "True";
            await cluster.WithinAsync(producer.SendAsync(message, Cancellation).AsTask(), $"{tag} {number}");
        }
    }

    private static async Task StartConsumerAsync(ScenarioCluster cluster, string condition, MessageHandler handler)
    {
        PushConsumerOptions options = new() { Group = cluster.Group, From = ConsumeFrom.First };
        PushConsumer consumer = cluster.Own(
            cluster.CreateClient().CreatePushConsumer(options.Subscribe(cluster.Topic, FilterExpression.Sql(condition)), handler)
        );
        await cluster.WithinAsync(consumer.StartAsync(Cancellation).AsTask(), "the consumer's start");
    }
}
