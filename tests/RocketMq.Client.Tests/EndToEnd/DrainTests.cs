using System.Globalization;

namespace RocketMq.Tests.EndToEnd;

public sealed class DrainTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Disposing_waits_for_running_handlers_commits_and_leaves_the_rest_to_the_next(bool orderly)
    {
        const int Messages = 60;
        await using TestCluster cluster = await TestCluster.StartAsync(queues: 2);
        await cluster.SendAsync([.. Enumerable.Range(0, Messages).Select(number => number.ToString(CultureInfo.InvariantCulture))]);
        PushConsumerOptions options = TestCluster.Options();
        options.Orderly = orderly;
        options.Concurrency = 2;
        var first = new Handled();
        var mayEnd = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        PushConsumer leaving = await cluster.StartConsumerAsync(
            options,
            async (message, ct) =>
            {
                first.Add(message);
                if (first.Bodies.Count >= 9)
                    await mayEnd.Task;

                return ConsumeResult.Success;
            }
        );
        await TestCluster.WithinAsync(first.Reaching(9), "nine messages began");
        Task disposed = leaving.DisposeAsync().AsTask();
        disposed.IsCompleted.ShouldBeFalse();
        mayEnd.SetResult();
        await TestCluster.WithinAsync(disposed, "the consumer stops");
        int begun = first.Bodies.Count;
        begun.ShouldBeLessThan(Messages);

        var second = new Handled();
        PushConsumer next = await cluster.StartConsumerAsync(options, second.HandleAsync);
        await TestCluster.WithinAsync(second.Reaching(Messages - begun), "the rest is handled");
        await next.DisposeAsync();
        first.Bodies.Concat(second.Bodies).Count().ShouldBe(Messages, "nothing is lost and nothing repeated");
        first.Bodies.Concat(second.Bodies).Distinct().Count().ShouldBe(Messages);
        first.Bodies.Count.ShouldBe(begun, "no handler runs after dispose returned");
    }

    [Fact]
    public async Task A_handler_that_takes_longer_than_the_drain_is_cancelled_and_its_message_left_to_the_next()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        await cluster.SendAsync("slow");
        PushConsumerOptions options = TestCluster.Options();
        options.MaxAttempts = 1;
        options.DrainTimeout = TimeSpan.FromSeconds(10);
        var first = new Handled();
        PushConsumer leaving = await cluster.StartConsumerAsync(
            options,
            async (message, ct) =>
            {
                first.Add(message);
                await Task.Delay(Timeout.InfiniteTimeSpan, cluster.Time, ct);
                return ConsumeResult.Success;
            }
        );
        await TestCluster.WithinAsync(first.Reaching(1), "the handler runs");
        DateTimeOffset before = cluster.Time.GetUtcNow();
        await cluster.AdvanceUntilAsync(leaving.DisposeAsync().AsTask(), TimeSpan.FromSeconds(30), "the consumer stops");
        (cluster.Time.GetUtcNow() - before).ShouldBeInRange(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(14));

        var second = new Handled();
        await cluster.StartConsumerAsync(options, second.HandleAsync);
        await TestCluster.WithinAsync(second.Reaching(1), "the message comes again");
        cluster.Broker.Inspection.CountMessages("%DLQ%billing").ShouldBe(0, "being interrupted is no attempt");
    }

    [Fact]
    public async Task Progress_is_committed_every_few_seconds_and_survives()
    {
        await using TestCluster cluster = await TestCluster.StartAsync(queues: 1);
        var handled = new Handled();
        await cluster.StartConsumerAsync(TestCluster.Options(), handled.HandleAsync);
        await cluster.SendAsync("one", "two", "three");
        await TestCluster.WithinAsync(handled.Reaching(3), "all are handled");
        var committed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using ITimer watch = cluster.Time.CreateTimer(
            _ =>
            {
                if (cluster.Broker.Inspection.GetCommittedOffset(TestCluster.Group, TestCluster.Topic, 0) == 3)
                    committed.TrySetResult();
            },
            null,
            TimeSpan.FromSeconds(1),
            TimeSpan.FromSeconds(1)
        );
        await cluster.AdvanceUntilAsync(committed.Task, TimeSpan.FromSeconds(8), "the offset is committed without dispose");
    }
}
