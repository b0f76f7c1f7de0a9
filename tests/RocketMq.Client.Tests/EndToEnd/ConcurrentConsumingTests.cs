using System.Globalization;

namespace RocketMq.Tests.EndToEnd;

public sealed class ConcurrentConsumingTests
{
    [Fact]
    public async Task Everything_is_consumed_once_and_committed()
    {
        await using TestCluster cluster = await TestCluster.StartAsync(queues: 8);
        string[] bodies = [.. Enumerable.Range(0, 300).Select(number => number.ToString(CultureInfo.InvariantCulture))];
        await cluster.SendAsync(bodies[..150]);
        var handled = new Handled();
        PushConsumer consumer = await cluster.StartConsumerAsync(
            TestCluster.Options(),
            async (message, ct) =>
            {
                await Task.Yield();
                return await handled.HandleAsync(message, ct);
            }
        );
        await cluster.SendAsync(bodies[150..]);

        await TestCluster.WithinAsync(handled.Reaching(300), "300 messages are handled");
        consumer.AssignedQueues.Count.ShouldBe(9, "eight of the topic and one of the retry topic");
        await consumer.DisposeAsync();
        handled.Bodies.ShouldBe(bodies, ignoreOrder: true);
        consumer.Statistics.Succeeded.ShouldBe(300);
        foreach (Broker.QueueBounds queue in cluster.Broker.Inspection.GetQueues(TestCluster.Topic))
            cluster.Broker.Inspection.GetCommittedOffset(TestCluster.Group, TestCluster.Topic, queue.QueueId).ShouldBe(queue.MaxOffset);

        cluster.Broker.Inspection.GetClientIds(TestCluster.Group).ShouldBeEmpty("the consumer left its group");
    }

    [Fact]
    public async Task A_failed_message_comes_back_through_the_retry_topic()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        var attempts = new List<ReceivedMessage>();
        var second = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await cluster.StartConsumerAsync(
            TestCluster.Options(),
            (message, _) =>
            {
                lock (attempts)
                    attempts.Add(message.Detach());

                if (message.Attempt == 1)
                    return ValueTask.FromResult(ConsumeResult.RetryLater());

                second.TrySetResult();
                return ValueTask.FromResult(ConsumeResult.Success);
            }
        );
        await cluster.SendAsync("again");

        await cluster.AdvanceUntilAsync(second.Task, TimeSpan.FromSeconds(30), "the message comes back");
        attempts.Count.ShouldBe(2);
        attempts[1].Topic.ShouldBe(TestCluster.Topic);
        attempts[1].Queue.Topic.ShouldBe("%RETRY%billing");
        attempts[1].MessageId.ShouldBe(attempts[0].MessageId);
        attempts[1].ReconsumeTimes.ShouldBe(1);
        (attempts[1].StoreTime - attempts[0].StoreTime).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task After_its_last_attempt_a_message_is_a_dead_letter()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        var handled = new Handled();
        PushConsumerOptions options = TestCluster.Options();
        options.MaxAttempts = 3;
        PushConsumer consumer = await cluster.StartConsumerAsync(
            options,
            (message, _) =>
            {
                handled.Add(message);
                return TestCluster.BodyOf(message) == "poison" ? throw new InvalidOperationException("cannot digest this") : default;
            }
        );
        await cluster.SendAsync("poison", "food");

        await cluster.AdvanceUntilAsync(handled.Reaching(4), TimeSpan.FromMinutes(3), "the poison was handled three times");
        await cluster.AdvanceUntilAsync(consumer.DisposeAsync().AsTask(), TimeSpan.FromMinutes(1), "the consumer stops");
        handled.Bodies.Count(body => body == "poison").ShouldBe(3);
        handled.Bodies.Count(body => body == "food").ShouldBe(1);
        cluster.Broker.Inspection.CountMessages("%DLQ%billing").ShouldBe(1);
        consumer.Statistics.HandlerExceptions.ShouldBe(3);
        cluster.Log.All.ShouldContain(line => line.Contains("cannot digest this") && line.Contains("topic orders"));
    }

    [Fact]
    public async Task A_handler_can_dead_letter_a_message_at_once()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        var handled = new Handled();
        PushConsumer consumer = await cluster.StartConsumerAsync(
            TestCluster.Options(),
            (message, _) =>
            {
                handled.Add(message);
                return ValueTask.FromResult(ConsumeResult.DeadLetter);
            }
        );
        await cluster.SendAsync("bad");
        await TestCluster.WithinAsync(handled.Reaching(1), "the message is handled");
        await consumer.DisposeAsync();
        cluster.Broker.Inspection.CountMessages("%DLQ%billing").ShouldBe(1);
        consumer.Statistics.DeadLettered.ShouldBe(1);
    }

    [Fact]
    public async Task A_tag_that_only_shares_the_hash_is_not_delivered()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        await cluster.SendTaggedAsync("BB", "collision");
        await cluster.SendTaggedAsync("C", "other");
        await cluster.SendTaggedAsync("Aa", "wanted");
        var handled = new Handled();
        PushConsumer consumer = await cluster.StartConsumerAsync(TestCluster.Options("Aa"), handled.HandleAsync);
        await TestCluster.WithinAsync(handled.Reaching(1), "the wanted message is handled");
        await cluster.SendTaggedAsync("BB", "collision again");
        await cluster.SendTaggedAsync("Aa", "wanted again");
        await TestCluster.WithinAsync(handled.Reaching(2), "the second wanted message is handled");
        await consumer.DisposeAsync();
        handled.Bodies.ShouldBe(["wanted", "wanted again"]);
    }

    [Fact]
    public async Task A_full_queue_pauses_pulling_until_there_is_room()
    {
        const int Messages = 200;
        await using TestCluster cluster = await TestCluster.StartAsync(queues: 1);
        await cluster.SendAsync([.. Enumerable.Range(0, Messages).Select(number => number.ToString(CultureInfo.InvariantCulture))]);
        PushConsumerOptions options = TestCluster.Options();
        options.MaxCachedMessagesPerQueue = 10;
        options.PullBatchSize = 5;
        options.Concurrency = 2;
        var handled = new Handled();
        var mayGo = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        int mostCached = 0;
        PushConsumer? consumer = null;
        consumer = cluster.CreateConsumer(
            options,
            async (message, ct) =>
            {
                await mayGo.Task;
                lock (handled)
                    mostCached = Math.Max(mostCached, consumer!.Statistics.CachedMessages);

                return await handled.HandleAsync(message, ct);
            }
        );
        await consumer.StartAsync(TestCluster.Cancellation);
        mayGo.SetResult();
        await TestCluster.WithinAsync(handled.Reaching(Messages), "all are handled");
        mostCached.ShouldBeInRange(5, 15);
        handled.Bodies.Distinct().Count().ShouldBe(Messages);
    }

    [Fact]
    public async Task A_handler_that_takes_too_long_is_cancelled_and_its_message_retried()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        var handled = new Handled();
        PushConsumerOptions options = TestCluster.Options();
        options.ConsumeTimeout = TimeSpan.FromSeconds(20);
        await cluster.StartConsumerAsync(
            options,
            async (message, ct) =>
            {
                handled.Add(message);
                if (message.Attempt == 1)
                    await Task.Delay(Timeout.InfiniteTimeSpan, cluster.Time, ct);

                return ConsumeResult.Success;
            }
        );
        await cluster.SendAsync("slow");
        await TestCluster.WithinAsync(handled.Reaching(1), "the first attempt begins");
        await cluster.AdvanceUntilAsync(handled.Reaching(2), TimeSpan.FromMinutes(2), "the second attempt begins");
        cluster.Log.All.ShouldContain(line => line.Contains("takes longer than 00:00:20"));
    }

    [Fact]
    public async Task Paused_means_nothing_new_is_asked_for()
    {
        await using TestCluster cluster = await TestCluster.StartAsync(queues: 1);
        var handled = new Handled();
        PushConsumerOptions options = TestCluster.Options();
        options.PullBatchSize = 1;
        PushConsumer consumer = await cluster.StartConsumerAsync(options, handled.HandleAsync);
        await cluster.SendAsync("one");
        await TestCluster.WithinAsync(handled.Reaching(1), "the first message is handled");
        consumer.Pause();
        // The pull that waits at the broker already may still bring one message.
        await cluster.SendAsync("two", "three", "four");
        consumer.Statistics.PulledMessages.ShouldBeLessThanOrEqualTo(2);
        consumer.Resume();
        await TestCluster.WithinAsync(handled.Reaching(4), "the rest is handled after resuming");
        handled.Bodies.ShouldBe(["one", "two", "three", "four"], ignoreOrder: true);
    }
}
