using RocketMq.Tests.EndToEnd;

namespace RocketMq.Tests.Consuming.Grouping;

public sealed class ConcurrentBatchTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task A_failed_message_comes_again_alone_and_its_neighbours_do_not()
    {
        await using TestCluster cluster = await TestCluster.StartAsync(queues: 1);
        await cluster.SendAsync("a", "b", "c", "d");
        var handled = new Handled();
        PushConsumer consumer = await StartAsync(
            cluster,
            (batch, _) =>
            {
                for (int index = 0; index < batch.Count; index++)
                {
                    handled.Add($"{TestCluster.BodyOf(batch[index])}{batch[index].Attempt}");
                    if (batch[index].Attempt == 1 && TestCluster.BodyOf(batch[index]) == "b")
                        batch.Retry(index, delayLevel: 1);
                }

                return default;
            }
        );
        await cluster.AdvanceUntilAsync(handled.Reaching(5), Limit, "the failed one is back");
        handled.Bodies.ShouldBe(["a1", "b1", "c1", "d1", "b2"]);
        await cluster.AdvanceUntilAsync(consumer.DisposeAsync().AsTask(), Limit, "the consumer stops");
        consumer.Statistics.Succeeded.ShouldBe(4);
        consumer.Statistics.Retried.ShouldBe(1);
    }

    [Fact]
    public async Task When_the_handler_throws_what_it_decided_before_stands()
    {
        await using TestCluster cluster = await TestCluster.StartAsync(queues: 1);
        await cluster.SendAsync("a", "b", "c");
        var handled = new Handled();
        PushConsumer consumer = await StartAsync(
            cluster,
            (batch, _) =>
            {
                foreach (ReceivedMessage message in batch)
                    handled.Add($"{TestCluster.BodyOf(message)}{message.Attempt}");

                if (batch.Count == 3)
                {
                    batch.Complete(0);
                    batch.DeadLetter(1);
                    throw new InvalidOperationException("the third");
                }

                return default;
            }
        );
        await cluster.AdvanceUntilAsync(handled.Reaching(4), Limit, "what failed is back");
        handled.Bodies.ShouldBe(["a1", "b1", "c1", "c2"]);
        await cluster.AdvanceUntilAsync(consumer.DisposeAsync().AsTask(), Limit, "the consumer stops");
        consumer.Statistics.DeadLettered.ShouldBe(1);
    }

    [Fact]
    public async Task A_batch_that_takes_too_long_is_cancelled_and_nothing_of_it_sent_back_before_it_ends()
    {
        await using TestCluster cluster = await TestCluster.StartAsync(queues: 1);
        await cluster.SendAsync("a", "b");
        var handled = new Handled();
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var mayEnd = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        PushConsumer consumer = await StartAsync(
            cluster,
            async (batch, ct) =>
            {
                foreach (ReceivedMessage message in batch)
                    handled.Add($"{TestCluster.BodyOf(message)}{message.Attempt}");
                if (batch[0].Attempt > 1)
                    return;

                await using (ct.Register(cancelled.SetResult))
                    await mayEnd.Task;

                batch.Complete(0);
                ct.ThrowIfCancellationRequested();
            },
            options => options.ConsumeTimeout = TimeSpan.FromSeconds(10)
        );
        await cluster.AdvanceUntilAsync(cancelled.Task, Limit, "the token is cancelled");
        cluster.Time.Advance(TimeSpan.FromMinutes(1));
        consumer.Statistics.Retried.ShouldBe(0, "the handler still runs");
        consumer.Statistics.CachedMessages.ShouldBe(2);
        mayEnd.SetResult();
        await cluster.AdvanceUntilAsync(handled.Reaching(3), Limit, "what it left is back");
        handled.Bodies.ShouldBe(["a1", "b1", "b2"]);
        await cluster.AdvanceUntilAsync(consumer.DisposeAsync().AsTask(), Limit, "the consumer stops");
    }

    [Fact]
    public async Task A_result_after_the_end_is_refused()
    {
        await using TestCluster cluster = await TestCluster.StartAsync(queues: 1);
        await cluster.SendAsync("a");
        var seen = new TaskCompletionSource<ConsumeBatch>(TaskCreationOptions.RunContinuationsAsynchronously);
        PushConsumer consumer = await StartAsync(
            cluster,
            (batch, _) =>
            {
                Should.Throw<ArgumentOutOfRangeException>(() => batch.Retry(batch.Count));
                seen.SetResult(batch);
                return default;
            }
        );
        ConsumeBatch over = await seen.Task.Within("the batch");
        await cluster.AdvanceUntilAsync(consumer.DisposeAsync().AsTask(), Limit, "the consumer stops");
        Should.Throw<InvalidOperationException>(() => over.Retry(0));
        over.Queue.Topic.ShouldBe(TestCluster.Topic);
    }

    private static async Task<PushConsumer> StartAsync(
        TestCluster cluster,
        BatchMessageHandler handler,
        Action<PushConsumerOptions>? configure = null
    )
    {
        PushConsumerOptions options = TestCluster.Options();
        configure?.Invoke(options);
        PushConsumer consumer = cluster.CreateClient().CreatePushConsumer(options, handler);
        await TestCluster.WithinAsync(consumer.StartAsync(TestCluster.Cancellation).AsTask(), "the consumer starts");
        return consumer;
    }
}
