using RocketMq.Routing;

namespace RocketMq.Tests.EndToEnd;

public sealed class RunTimeSubscriptionTests
{
    private const string Second = "shipments";

    [Fact]
    public async Task A_topic_subscribed_at_run_time_is_read_from_then_on()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        await CreateSecondAsync(cluster);
        var handled = new Handled();
        PushConsumer consumer = await cluster.StartConsumerAsync(TestCluster.Options(), handled.HandleAsync);
        await TestCluster.WithinAsync(
            consumer.SubscribeAsync(Second, cancellationToken: TestCluster.Cancellation).AsTask(),
            "the second topic is subscribed"
        );
        consumer.AssignedQueues.Count(queue => queue.Topic == Second).ShouldBe(2);
        consumer.Subscriptions.Keys.ShouldBe([TestCluster.Topic, Second], ignoreOrder: true);
        await SendSecondAsync(cluster, "a", "b");
        await cluster.SendAsync("c");
        // A pull that overtakes the heartbeat is refused and repeated after a second.
        await cluster.AdvanceUntilAsync(handled.Reaching(3), TimeSpan.FromMinutes(1), "both topics are read");
        handled.Bodies.ShouldBe(["a", "b", "c"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_topic_that_is_given_up_is_committed_and_goes_to_the_other_members()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        await CreateSecondAsync(cluster);
        var handled = new Handled();
        PushConsumer consumer = await cluster.StartConsumerAsync(TestCluster.Options().Subscribe(Second), handled.HandleAsync);
        await SendSecondAsync(cluster, "a", "b");
        await TestCluster.WithinAsync(handled.Reaching(2), "the second topic is read");
        (await consumer.UnsubscribeAsync(Second, TestCluster.Cancellation).Within("the unsubscription")).ShouldBeTrue();
        (await consumer.UnsubscribeAsync(Second, TestCluster.Cancellation)).ShouldBeFalse("it is not subscribed any more");
        consumer.AssignedQueues.ShouldAllBe(queue => queue.Topic != Second);
        Enumerable.Range(0, 2).Sum(id => cluster.Broker.Inspection.GetCommittedOffset(TestCluster.Group, Second, id) ?? 0).ShouldBe(2);

        await SendSecondAsync(cluster, "not for it");
        await cluster.SendAsync("for it");
        await TestCluster.WithinAsync(handled.Reaching(3), "the first topic is still read");
        handled.Bodies[2].ShouldBe("for it");
    }

    [Fact]
    public async Task Another_expression_takes_the_place_of_the_old_one_and_repeats_nothing()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        var handled = new Handled();
        PushConsumer consumer = await cluster.StartConsumerAsync(TestCluster.Options("a"), handled.HandleAsync);
        await cluster.SendTaggedAsync("a", "1", "2");
        await TestCluster.WithinAsync(handled.Reaching(2), "the old expression selects");
        Task changed = consumer.SubscribeAsync(TestCluster.Topic, "b", TestCluster.Cancellation).AsTask();
        await TestCluster.WithinAsync(changed, "the expression is replaced");
        await cluster.SendTaggedAsync("a", "3");
        await cluster.SendTaggedAsync("b", "4", "5");
        // A pull that overtakes the heartbeat is refused and repeated after a second.
        await cluster.AdvanceUntilAsync(handled.Reaching(4), TimeSpan.FromMinutes(1), "the new expression selects");
        handled.Bodies.ShouldBe(["1", "2", "4", "5"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_subscription_before_the_start_and_one_while_paused_take_effect_when_they_can()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        await CreateSecondAsync(cluster);
        var handled = new Handled();
        PushConsumer consumer = cluster.CreateConsumer(TestCluster.Options(), handled.HandleAsync);
        await consumer.SubscribeAsync(Second, cancellationToken: TestCluster.Cancellation);
        await TestCluster.WithinAsync(consumer.StartAsync(TestCluster.Cancellation).AsTask(), "the consumer starts");
        consumer.AssignedQueues.ShouldContain(queue => queue.Topic == Second);

        await consumer.UnsubscribeAsync(Second, TestCluster.Cancellation).Within("the unsubscription");
        consumer.Pause();
        await TestCluster.WithinAsync(
            consumer.SubscribeAsync(Second, cancellationToken: TestCluster.Cancellation).AsTask(),
            "the call returns although the consumer is paused"
        );
        await SendSecondAsync(cluster, "later");
        consumer.Resume();
        await cluster.AdvanceUntilAsync(handled.Reaching(1), TimeSpan.FromMinutes(1), "the message is read after the pause");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_reached_a_topic_while_it_was_not_subscribed_is_history_afterwards(bool isPaused)
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        PushConsumerOptions options = TestCluster.Options().Subscribe(Second);
        options.From = ConsumeFrom.Last;
        var handled = new Handled();
        // When it first looks, the topic has no queues.
        PushConsumer consumer = await cluster.StartConsumerAsync(options, handled.HandleAsync);
        if (isPaused)
            consumer.Pause();
        await TestCluster.WithinAsync(consumer.UnsubscribeAsync(Second, TestCluster.Cancellation).AsTask(), "the topic is given up");
        await CreateSecondAsync(cluster);
        await SendSecondAsync(cluster, "history", "more history");
        // A client takes a missing topic for missing this long.
        cluster.Time.Advance(RouteTable.MissingRetention);

        await TestCluster.WithinAsync(
            consumer.SubscribeAsync(Second, cancellationToken: TestCluster.Cancellation).AsTask(),
            "the topic is subscribed again"
        );
        consumer.Resume();
        Task taken = cluster.UntilAsync(() => consumer.AssignedQueues.Count(queue => queue.Topic == Second) == 2);
        await cluster.AdvanceUntilAsync(taken, TimeSpan.FromMinutes(1), "its queues are taken over");
        await SendSecondAsync(cluster, "news", "more news");
        await TestCluster.WithinAsync(handled.Reaching(2), "the news is read");
        handled.Bodies.ShouldBe(["news", "more news"], ignoreOrder: true);
    }

    [Fact]
    public async Task Unusable_topics_are_refused_and_a_disposed_consumer_says_so()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        PushConsumer consumer = cluster.CreateConsumer(TestCluster.Options(), new Handled().HandleAsync);
        await Should.ThrowAsync<ArgumentException>(async () => await consumer.SubscribeAsync("no spaces"));
        await consumer.DisposeAsync();
        await Should.ThrowAsync<ObjectDisposedException>(async () => await consumer.SubscribeAsync(Second));
    }

    [Fact]
    public async Task Who_stops_waiting_for_a_topic_to_be_given_up_leaves_nothing_of_it_behind()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        await CreateSecondAsync(cluster);
        var handled = new Handled();
        var mayEnd = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        RocketMqClient client = cluster.CreateClient();
        await using PushConsumer consumer = client.CreatePushConsumer(
            TestCluster.Options().Subscribe(Second),
            async (message, ct) =>
            {
                handled.Add(message);
                await mayEnd.Task;
                return ConsumeResult.Success;
            }
        );
        await TestCluster.WithinAsync(consumer.StartAsync(TestCluster.Cancellation).AsTask(), "the consumer starts");
        await SendSecondAsync(cluster, "slow");
        await TestCluster.WithinAsync(handled.Reaching(1), "the handler runs");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestCluster.Cancellation);
        Task unsubscribed = consumer.UnsubscribeAsync(Second, patience.Token).AsTask();
        await patience.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => TestCluster.WithinAsync(unsubscribed, "the call returns"));

        mayEnd.SetResult();
        await cluster.AdvanceUntilAsync(
            cluster.UntilAsync(() => !client.Session.Routes.TrackedTopics.Contains(Second)),
            TimeSpan.FromMinutes(1),
            "the route is not kept any more"
        );
        consumer.AssignedQueues.ShouldAllBe(queue => queue.Topic != Second);
        Enumerable.Range(0, 2).Sum(id => cluster.Broker.Inspection.GetCommittedOffset(TestCluster.Group, Second, id) ?? 0).ShouldBe(1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_handler_may_give_up_the_topic_whose_message_it_handles(bool orderly)
    {
        await using TestCluster cluster = await TestCluster.StartAsync(queues: 1);
        PushConsumerOptions options = TestCluster.Options();
        options.Orderly = orderly;
        // Or the second message may be handled beside the first.
        options.Concurrency = 1;
        var handled = new Handled();
        PushConsumer? consumer = null;
        consumer = cluster.CreateConsumer(
            options,
            async (message, ct) =>
            {
                // Asynchronously, so that it is not the thread by which the handler is known.
                await Task.Yield();
                (await consumer!.UnsubscribeAsync(TestCluster.Topic, ct)).ShouldBeTrue();
                return await handled.HandleAsync(message, ct);
            }
        );
        var released = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        consumer.AssignmentChanged += change =>
        {
            if (change.Released.Any(queue => queue.Topic == TestCluster.Topic))
                released.TrySetResult();
        };
        await TestCluster.WithinAsync(consumer.StartAsync(TestCluster.Cancellation).AsTask(), "the consumer starts");
        await cluster.SendAsync("stop", "not for it");
        await TestCluster.WithinAsync(handled.Reaching(1), "the handler ends without the clock");
        await TestCluster.WithinAsync(released.Task, "the queue is given up");
        cluster.Broker.Inspection.GetCommittedOffset(TestCluster.Group, TestCluster.Topic, 0).ShouldBe(1);
        handled.Bodies.ShouldBe(["stop"]);
    }

    [Fact]
    public async Task A_handler_may_replace_the_expression_of_the_topic_whose_message_it_handles()
    {
        await using TestCluster cluster = await TestCluster.StartAsync(queues: 1);
        var handled = new Handled();
        PushConsumer? consumer = null;
        consumer = cluster.CreateConsumer(
            TestCluster.Options("a"),
            async (message, ct) =>
            {
                await consumer!.SubscribeAsync(TestCluster.Topic, "b", ct);
                return await handled.HandleAsync(message, ct);
            }
        );
        await TestCluster.WithinAsync(consumer.StartAsync(TestCluster.Cancellation).AsTask(), "the consumer starts");
        await cluster.SendTaggedAsync("a", "1");
        await TestCluster.WithinAsync(handled.Reaching(1), "the handler ends without the clock");
        await cluster.SendTaggedAsync("a", "2");
        await cluster.SendTaggedAsync("b", "3");
        await cluster.AdvanceUntilAsync(handled.Reaching(2), TimeSpan.FromMinutes(1), "the new expression selects");
        handled.Bodies.ShouldBe(["1", "3"]);
    }

    private static Task CreateSecondAsync(TestCluster cluster) =>
        TestCluster.WithinAsync(
            cluster
                .CreateClient()
                .Administration.CreateTopicAsync(new TopicSpecification(Second) { WriteQueues = 2 }, TestCluster.Cancellation)
                .AsTask(),
            "the second topic is created"
        );

    private static async Task SendSecondAsync(TestCluster cluster, params string[] bodies)
    {
        foreach (string body in bodies)
        {
            var message = new Message(Second, System.Text.Encoding.UTF8.GetBytes(body));
            await TestCluster.WithinAsync(cluster.Producer.SendAsync(message, TestCluster.Cancellation).AsTask(), $"'{body}' is sent");
        }
    }
}
