using System.Text;
using RocketMq.Tests.EndToEnd;

namespace RocketMq.Tests.Consuming.Grouping;

public sealed class OrderPerKeyTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    [Theory]
    [InlineData(1, 1, 8)]
    [InlineData(2, 3, 2)]
    [InlineData(3, 5, 4)]
    [InlineData(4, 12, 8)]
    [InlineData(5, 40, 16)]
    [InlineData(6, 7, 1)]
    public async Task One_key_never_runs_beside_itself_or_out_of_order_whatever_the_schedule(int seed, int keys, int concurrency)
    {
        using var schedule = new LaneSchedule(seed, messages: 300, keys, concurrency);
        await schedule.RunAsync(failures: 0.15).Within($"schedule {seed}");
        schedule.Violations.ShouldBeEmpty($"seed {seed}");
        schedule.MostAtOnce.ShouldBeLessThanOrEqualTo(Math.Min(concurrency, keys + 1));
        schedule.Queue.CommitOffset.ShouldBe(300);
    }

    [Fact]
    public async Task A_key_that_fails_holds_itself_and_the_commit_offset_and_nobody_else()
    {
        await using TestCluster cluster = await TestCluster.StartAsync(queues: 1);
        await SendAsync(cluster, ("bad", "1"), ("good", "2"), ("bad", "3"), ("good", "4"));
        var handled = new Handled();
        bool heals = false;
        PushConsumerOptions options = TestCluster.Options();
        options.Orderly = true;
        options.OrderlyScope = OrderlyScope.Key;
        PushConsumer consumer = await cluster.StartConsumerAsync(
            options,
            (message, _) =>
            {
                if (TestCluster.BodyOf(message) == "1" && !Volatile.Read(ref heals))
                    return ValueTask.FromResult(ConsumeResult.Suspend());

                handled.Add(message);
                return ValueTask.FromResult(ConsumeResult.Success);
            }
        );
        await cluster.AdvanceUntilAsync(handled.Reaching(2), Limit, "the good key is done");
        handled.Bodies.ShouldBe(["2", "4"]);
        consumer.Statistics.CachedMessages.ShouldBe(2);

        Volatile.Write(ref heals, true);
        await cluster.AdvanceUntilAsync(handled.Reaching(4), Limit, "the bad key is done");
        handled.Bodies.ShouldBe(["2", "4", "1", "3"]);
    }

    [Fact]
    public async Task The_span_bounds_how_far_other_keys_run_ahead_of_one_that_fails()
    {
        await using TestCluster cluster = await TestCluster.StartAsync(queues: 1);
        await SendAsync(cluster, [("bad", "bad"), .. Enumerable.Range(0, 40).Select(number => ("good", $"{number}"))]);
        var handled = new Handled();
        bool heals = false;
        PushConsumerOptions options = TestCluster.Options();
        options.Orderly = true;
        options.OrderlyScope = OrderlyScope.Key;
        options.PullBatchSize = 4;
        options.MaxOffsetSpan = 10;
        await cluster.StartConsumerAsync(
            options,
            (message, _) =>
            {
                if (TestCluster.BodyOf(message) == "bad" && !Volatile.Read(ref heals))
                    return ValueTask.FromResult(ConsumeResult.Suspend());

                handled.Add(message);
                return ValueTask.FromResult(ConsumeResult.Success);
            }
        );
        await cluster.AdvanceUntilAsync(handled.Reaching(10), Limit, "as many as the span allows");
        cluster.Time.Advance(TimeSpan.FromSeconds(10));
        handled.Bodies.Count.ShouldBeLessThanOrEqualTo(14, "the span and one pull");

        Volatile.Write(ref heals, true);
        await cluster.AdvanceUntilAsync(handled.Reaching(41), Limit, "pulling goes on");
    }

    private static async Task SendAsync(TestCluster cluster, params (string Key, string Body)[] messages)
    {
        foreach ((string key, string body) in messages)
        {
            var message = new Message(TestCluster.Topic, Encoding.UTF8.GetBytes(body)) { OrderKey = key };
            await cluster.Producer.SendAsync(message, TestCluster.Cancellation).Within("a send");
        }
    }
}
