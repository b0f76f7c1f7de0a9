using RocketMq.Offsets;
using RocketMq.Protocol;

namespace RocketMq.Tests.EndToEnd;

public sealed class StartOffsetTests
{
    [Fact]
    public async Task A_new_group_that_begins_at_the_end_misses_nothing_sent_after_the_start()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        await cluster.SendAsync("history", "more history");
        var handled = new Handled();
        await StartAsync(cluster, ConsumeFrom.Last, handled);
        await cluster.SendAsync("news 1", "news 2", "news 3", "news 4");
        await TestCluster.WithinAsync(handled.Reaching(4), "the news is handled");
        handled.Bodies.ShouldAllBe(body => body.StartsWith("news"));
    }

    [Fact]
    public async Task The_decision_to_begin_at_the_end_outlives_a_member_that_consumed_nothing()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        await cluster.SendAsync("history");
        PushConsumer first = await StartAsync(cluster, ConsumeFrom.Last, new Handled());
        await first.DisposeAsync();
        await cluster.SendAsync("sent while nobody was there");
        var handled = new Handled();
        await StartAsync(cluster, ConsumeFrom.Last, handled);
        await TestCluster.WithinAsync(handled.Reaching(1), "the message is handled");
        handled.Bodies.ShouldBe(["sent while nobody was there"]);
    }

    [Fact]
    public async Task A_group_can_begin_at_a_point_in_time()
    {
        await using TestCluster cluster = await TestCluster.StartAsync(queues: 1);
        await cluster.SendAsync("too old");
        cluster.Time.Advance(TimeSpan.FromSeconds(1));
        DateTimeOffset from = cluster.Time.GetUtcNow();
        await cluster.SendAsync("young enough");
        var handled = new Handled();
        PushConsumerOptions options = TestCluster.Options();
        options.From = ConsumeFrom.Timestamp;
        options.StartTime = from;
        await cluster.StartConsumerAsync(options, handled.HandleAsync);
        await TestCluster.WithinAsync(handled.Reaching(1), "the message is handled");
        handled.Bodies.ShouldBe(["young enough"]);
    }

    [Fact]
    public async Task A_topic_that_appears_later_is_read_from_its_beginning()
    {
        await using TestCluster cluster = await TestCluster.StartAsync(queues: 0);
        var handled = new Handled();
        await StartAsync(cluster, ConsumeFrom.Last, handled);
        cluster.Log.All.ShouldContain(line => line.Contains("Topic orders, subscribed by group billing, has no readable queues"));
        await cluster.SendAsync("the first ever", "the second");
        await cluster.AdvanceUntilAsync(handled.Reaching(2), TimeSpan.FromMinutes(2), "the new topic is found");
        handled.Bodies.ShouldBe(["the first ever", "the second"], ignoreOrder: true);
    }

    [Fact]
    public async Task An_offset_beyond_the_end_is_corrected_to_the_end()
    {
        await using TestCluster cluster = await TestCluster.StartAsync(queues: 1);
        await cluster.SendAsync("old");
        var queue = new MessageQueue(TestCluster.Topic, "broker-a", 0);
        PushConsumer first = await StartAsync(cluster, ConsumeFrom.First, new Handled());
        await first.DisposeAsync();
        await CommitAsync(cluster.CreateClient(), queue, 100);

        var handled = new Handled();
        await StartAsync(cluster, ConsumeFrom.First, handled);
        var moved = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using ITimer watch = cluster.Time.CreateTimer(
            _ =>
            {
                if (cluster.Broker.Inspection.GetCommittedOffset(TestCluster.Group, TestCluster.Topic, 0) == 1)
                    moved.TrySetResult();
            },
            null,
            TimeSpan.FromMilliseconds(250),
            TimeSpan.FromMilliseconds(250)
        );
        await cluster.AdvanceUntilAsync(moved.Task, TimeSpan.FromMinutes(1), "the offset is corrected");
        await cluster.SendAsync("new");
        await TestCluster.WithinAsync(handled.Reaching(1), "the new message is handled");
        handled.Bodies.ShouldBe(["new"]);
    }

    private static async Task CommitAsync(RocketMqClient client, MessageQueue queue, long offset)
    {
        await client.Session.Routes.GetAsync(queue.Topic, TestCluster.Cancellation);
        await new BrokerOffsetStore(client.Session, TestCluster.Group).CommitAsync(queue, offset, TestCluster.Cancellation);
    }

    private static Task<PushConsumer> StartAsync(TestCluster cluster, ConsumeFrom from, Handled handled)
    {
        PushConsumerOptions options = TestCluster.Options();
        options.From = from;
        return cluster.StartConsumerAsync(options, handled.HandleAsync);
    }
}
