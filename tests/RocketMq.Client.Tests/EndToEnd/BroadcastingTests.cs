using RocketMq.Tests.Kit;

namespace RocketMq.Tests.EndToEnd;

public sealed class BroadcastingTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_member_gets_everything(bool orderly)
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        var first = new Handled();
        var second = new Handled();
        await cluster.StartConsumerAsync(Options("one", orderly), first.HandleAsync);
        await cluster.StartConsumerAsync(Options("two", orderly), second.HandleAsync);
        string[] sent = [.. Enumerable.Range(0, 40).Select(number => $"message {number}")];
        await cluster.SendAsync(sent);
        await TestCluster.WithinAsync(Task.WhenAll(first.Reaching(40), second.Reaching(40)), "both members have everything");
        first.Bodies.ShouldBe(sent, ignoreOrder: true);
        second.Bodies.ShouldBe(sent, ignoreOrder: true);
    }

    [Fact]
    public async Task A_member_goes_on_after_a_restart_where_its_file_says_whatever_the_others_did()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        PushConsumer before = await cluster.StartConsumerAsync(Options("one"), new Handled().HandleAsync);
        var other = new Handled();
        await cluster.StartConsumerAsync(Options("two"), other.HandleAsync);
        await cluster.SendAsync("a", "b", "c");
        await TestCluster.WithinAsync(other.Reaching(3), "the other member has them");
        await cluster.AdvanceUntilAsync(
            cluster.UntilAsync(() => before.Statistics.Succeeded == 3),
            TimeSpan.FromMinutes(1),
            "the member has them, too"
        );
        await before.DisposeAsync();
        await cluster.SendAsync("d", "e");

        var after = new Handled();
        await cluster.StartConsumerAsync(Options("one"), after.HandleAsync);
        await TestCluster.WithinAsync(after.Reaching(2), "the missed messages are there");
        after.Bodies.ShouldBe(["d", "e"], ignoreOrder: true);
        cluster
            .Broker.Inspection.GetCommittedOffset(TestCluster.Group, TestCluster.Topic, 0)
            .ShouldBeNull("brokers keep no offsets for it");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_failed_message_is_logged_counted_and_not_sent_back(bool orderly)
    {
        await using TestCluster cluster = await TestCluster.StartAsync(queues: 1);
        var handled = new Handled();
        PushConsumerOptions options = Options("one", orderly);
        options.MaxAttempts = 1;
        PushConsumer consumer = await cluster.StartConsumerAsync(
            options,
            (message, _) =>
            {
                handled.Add(message);
                return ValueTask.FromResult(TestCluster.BodyOf(message) == "bad" ? ConsumeResult.RetryLater() : ConsumeResult.Success);
            }
        );
        await cluster.SendAsync("bad", "good");
        await TestCluster.WithinAsync(handled.Reaching(2), "both are handled");
        await cluster.AdvanceUntilAsync(
            cluster.UntilAsync(() => consumer.Statistics is { Dropped: 1, Succeeded: 1, CachedMessages: 0 }),
            TimeSpan.FromMinutes(1),
            "the failure is counted"
        );
        consumer.Statistics.Retried.ShouldBe(0);
        cluster.Log.All.ShouldContain(line => line.StartsWith("Error") && line.Contains("it is dropped"));
        consumer.AssignedQueues.ShouldAllBe(queue => queue.Topic == TestCluster.Topic);
    }

    [Fact]
    public async Task Two_members_cannot_share_an_offset_file()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        await cluster.StartConsumerAsync(Options("one"), new Handled().HandleAsync);
        PushConsumer second = cluster.CreateConsumer(Options("one"), new Handled().HandleAsync);
        RocketMqException error = await Should.ThrowAsync<RocketMqException>(async () => await second.StartAsync(TestCluster.Cancellation));
        error.Reason.ShouldBe(RocketMqErrorReason.OffsetsUnavailable);
    }

    private PushConsumerOptions Options(string member, bool orderly = false)
    {
        PushConsumerOptions options = TestCluster.Options();
        options.Broadcasting = true;
        options.Orderly = orderly;
        options.OffsetDirectory = Path.Combine(_directory.Path, member);
        return options;
    }
}
