using RocketMq.Protocol;
using RocketMq.Sessions;
using RocketMq.Tests.EndToEnd;

namespace RocketMq.Tests.Consuming.Grouping;

public sealed class OrderlyBatchTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task What_lies_before_a_failed_message_is_done_and_it_comes_again_with_all_behind_it()
    {
        await using TestCluster cluster = await TestCluster.StartAsync(queues: 1);
        await cluster.SendAsync("a", "b", "c", "d");
        var handled = new Handled();
        PushConsumer consumer = await StartAsync(
            cluster.CreateClient(),
            batch =>
            {
                handled.Add(string.Join(' ', batch.Select(message => $"{TestCluster.BodyOf(message)}{message.Attempt}")));
                if (batch.Count == 4)
                    batch.Retry(1);
            }
        );
        await cluster.AdvanceUntilAsync(handled.Reaching(2), Limit, "the rest comes again");
        handled.Bodies.ShouldBe(["a1 b1 c1 d1", "b2 c1 d1"]);
        await cluster.AdvanceUntilAsync(consumer.DisposeAsync().AsTask(), Limit, "the consumer stops");
        consumer.Statistics.Succeeded.ShouldBe(4);
    }

    [Fact]
    public async Task When_the_handler_throws_an_attempt_counts_for_all_and_after_the_last_the_queue_goes_on()
    {
        await using TestCluster cluster = await TestCluster.StartAsync(queues: 1);
        await cluster.SendAsync("a", "b", "c");
        var handled = new Handled();
        PushConsumer consumer = await StartAsync(
            cluster.CreateClient(),
            batch =>
            {
                handled.Add(string.Join(' ', batch.Select(message => $"{TestCluster.BodyOf(message)}{message.Attempt}")));
                int bad = batch.ToList().FindIndex(message => TestCluster.BodyOf(message) == "b");
                if (bad < 0)
                    return;

                if (batch[bad].Attempt == 3)
                    batch.Complete(bad + 1);
                for (int index = 0; index < bad; index++)
                    batch.Complete(index);
                throw new InvalidOperationException("b is bad");
            },
            options => options.MaxAttempts = 3
        );
        await cluster.AdvanceUntilAsync(handled.Reaching(3), Limit, "the attempts are used up");
        await cluster.SendAsync("d");
        await cluster.AdvanceUntilAsync(handled.Reaching(4), Limit, "the queue goes on");
        handled.Bodies.ShouldBe(["a1 b1 c1", "b2 c2", "b3 c3", "d1"]);
        await cluster.AdvanceUntilAsync(consumer.DisposeAsync().AsTask(), Limit, "the consumer stops");
        consumer.Statistics.DeadLettered.ShouldBe(1);
    }

    [Fact]
    public async Task Attempts_go_on_when_the_queue_leaves_and_comes_back()
    {
        await using TestCluster cluster = await TestCluster.StartAsync(queues: 1);
        await cluster.SendAsync("a", "b");
        var handled = new Handled();
        RocketMqClient client = cluster.CreateClient();
        PushConsumer consumer = await StartAsync(
            client,
            batch =>
            {
                handled.Add(string.Join(' ', batch.Select(message => $"{TestCluster.BodyOf(message)}{message.Attempt}")));
                if (handled.Bodies.Count < 3)
                    batch.Retry(0);
            }
        );
        await cluster.AdvanceUntilAsync(handled.Reaching(1), Limit, "the first attempt");
        ISessionConsumer runtime = client.Session.FindConsumer(TestCluster.Group).ShouldNotBeNull();
        var queue = new MessageQueue(TestCluster.Topic, "broker-a", 0);
        await runtime.ResetOffsetsAsync(TestCluster.Topic, new Dictionary<MessageQueue, long> { [queue] = 0 }, TestCluster.Cancellation);
        await cluster.AdvanceUntilAsync(handled.Reaching(3), Limit, "it is read again");
        handled.Bodies.ShouldBe(["a1 b1", "a2 b1", "a3 b1"]);
        await cluster.AdvanceUntilAsync(consumer.DisposeAsync().AsTask(), Limit, "the consumer stops");
    }

    private static async Task<PushConsumer> StartAsync(
        RocketMqClient client,
        Action<ConsumeBatch> handler,
        Action<PushConsumerOptions>? configure = null
    )
    {
        PushConsumerOptions options = TestCluster.Options();
        options.Orderly = true;
        configure?.Invoke(options);
        PushConsumer consumer = client.CreatePushConsumer(
            options,
            (batch, _) =>
            {
                handler(batch);
                return ValueTask.CompletedTask;
            }
        );
        await TestCluster.WithinAsync(consumer.StartAsync(TestCluster.Cancellation).AsTask(), "the consumer starts");
        return consumer;
    }
}
