using System.Text;
using RocketMq.Protocol;

namespace RocketMq.Tests.EndToEnd;

public sealed class SqlFilterTests
{
    [Fact]
    public async Task Only_messages_that_fulfil_the_condition_are_handled_and_the_others_are_passed_over()
    {
        await using TestCluster cluster = await TestCluster.StartAsync(queues: 1);
        var handled = new Handled();
        await SendAsync(cluster, ("before", "9"), ("small", "1"), ("text", "many"));
        PushConsumer consumer = await cluster.StartConsumerAsync(Options("amount > 4 AND TAGS = 'paid'"), handled.HandleAsync);
        await SendAsync(cluster, ("after", "7"), ("none", null), ("last", "5"));

        await TestCluster.WithinAsync(handled.Reaching(3), "three messages are handled");
        handled.Bodies.ShouldBe(["before", "after", "last"], ignoreOrder: true);
        await consumer.DisposeAsync();
        cluster.Broker.Inspection.GetCommittedOffset(TestCluster.Group, TestCluster.Topic, 0).ShouldBe(6);
        consumer.Statistics.PulledMessages.ShouldBe(3);
    }

    [Fact]
    public async Task A_selected_message_comes_back_from_the_retry_topic_whatever_the_condition()
    {
        await using TestCluster cluster = await TestCluster.StartAsync(queues: 1);
        var second = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await cluster.StartConsumerAsync(
            // Does not hold for what comes back: a sent-back message has this property.
            Options("RETRY_TOPIC IS NULL"),
            (message, _) =>
            {
                if (message.Attempt == 1)
                    return new(ConsumeResult.RetryLater());
                second.TrySetResult(TestCluster.BodyOf(message));
                return new(ConsumeResult.Success);
            }
        );
        await SendAsync(cluster, ("again", "1"));

        await cluster.AdvanceUntilAsync(second.Task, TimeSpan.FromSeconds(30), "the message comes back");
        (await second.Task).ShouldBe("again");
    }

    [Fact]
    public async Task A_condition_that_cannot_be_compiled_fails_the_start_with_its_place()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        PushConsumer consumer = cluster.CreateConsumer(Options("amount > > 4"), new Handled().HandleAsync);

        var error = await Should.ThrowAsync<BrokerException>(consumer.StartAsync(TestCluster.Cancellation).AsTask());

        error.Code.ShouldBe(ResponseCode.SubscriptionParseFailed);
        error.Reason.ShouldBe(RocketMqErrorReason.InvalidSubscription);
        error.IsTransient.ShouldBeFalse();
        error.Message.ShouldContain("of group 'billing' to topic 'orders' with SQL92 \"amount > > 4\"");
        error.Message.ShouldContain("line 1, column 10: found '>' where");
        cluster.Broker.Inspection.GetClientIds(TestCluster.Group).ShouldBeEmpty("it never joined");
    }

    [Fact]
    public async Task A_broker_without_SQL_filters_fails_the_start_and_says_how_to_switch_them_on()
    {
        await using TestCluster cluster = await TestCluster.StartAsync(configure: options => options.EnableSqlFilters = false);
        PushConsumer consumer = cluster.CreateConsumer(Options("amount > 4"), new Handled().HandleAsync);

        var error = await Should.ThrowAsync<RocketMqException>(consumer.StartAsync(TestCluster.Cancellation).AsTask());

        error.Reason.ShouldBe(RocketMqErrorReason.NotSupported);
        error.Message.ShouldContain("enablePropertyFilter=true");
        error.IsTransient.ShouldBeFalse();
    }

    [Fact]
    public async Task A_topic_that_does_not_exist_yet_keeps_no_condition_from_being_subscribed()
    {
        await using TestCluster cluster = await TestCluster.StartAsync(queues: 0);

        PushConsumer consumer = await cluster.StartConsumerAsync(Options("amount > 4"), new Handled().HandleAsync);

        consumer.AssignedQueues.ShouldAllBe(queue => queue.Topic == "%RETRY%billing");
    }

    [Fact]
    public void Expressions_are_compared_by_text_and_kind_and_mistakes_are_found_early()
    {
        FilterExpression.Tags("a || b").ShouldBe(FilterExpression.Tags("a || b"));
        FilterExpression.Tags("a").ShouldNotBe(FilterExpression.Sql("a"));
        FilterExpression.Tags("*").ShouldBe(FilterExpression.All);
        FilterExpression.Tags("").ShouldBe(FilterExpression.All);
        FilterExpression.Sql("a > 1").ToString().ShouldBe("SQL92: a > 1");
        Should.Throw<ArgumentException>(() => FilterExpression.Tags(" || ")).Message.ShouldContain("'created || paid'");
        Should.Throw<ArgumentException>(() => FilterExpression.Sql(" "));
    }

    private static PushConsumerOptions Options(string condition) =>
        new PushConsumerOptions { Group = TestCluster.Group, From = ConsumeFrom.First }.Subscribe(
            TestCluster.Topic,
            FilterExpression.Sql(condition)
        );

    private static async Task SendAsync(TestCluster cluster, params (string Body, string? Amount)[] messages)
    {
        foreach ((string body, string? amount) in messages)
        {
            var message = new Message(TestCluster.Topic, Encoding.UTF8.GetBytes(body)) { Tag = "paid" };
            if (amount is not null)
                message.Properties["amount"] = amount;
            await TestCluster.WithinAsync(cluster.Producer.SendAsync(message, TestCluster.Cancellation).AsTask(), $"'{body}' is sent");
        }
    }
}
