using System.Globalization;

namespace RocketMq.Tests.EndToEnd;

public sealed class OrderlyConsumingTests
{
    [Fact]
    public async Task A_failing_handler_suspends_its_queue_and_retries_in_place()
    {
        await using TestCluster cluster = await TestCluster.StartAsync(queues: 1);
        await cluster.SendAsync("1", "2", "3");
        var handled = new Handled();
        await cluster.StartConsumerAsync(
            Orderly(),
            (message, _) =>
            {
                handled.Add($"{TestCluster.BodyOf(message)}/{message.Attempt}");
                return TestCluster.BodyOf(message) == "2" && message.Attempt < 3 ? throw new InvalidOperationException("not yet") : default;
            }
        );
        await cluster.AdvanceUntilAsync(handled.Reaching(5), TimeSpan.FromSeconds(30), "all are handled");
        handled.Bodies.ShouldBe(["1/1", "2/1", "2/2", "2/3", "3/1"]);
    }

    [Fact]
    public async Task The_pause_is_as_long_as_the_handler_asks()
    {
        await using TestCluster cluster = await TestCluster.StartAsync(queues: 1);
        await cluster.SendAsync("1");
        var times = new List<DateTimeOffset>();
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await cluster.StartConsumerAsync(
            Orderly(),
            (message, _) =>
            {
                times.Add(cluster.Time.GetUtcNow());
                if (message.Attempt == 1)
                    return ValueTask.FromResult(ConsumeResult.Suspend(TimeSpan.FromSeconds(7)));

                done.SetResult();
                return default;
            }
        );
        await cluster.AdvanceUntilAsync(done.Task, TimeSpan.FromSeconds(30), "the message is handled again");
        (times[1] - times[0]).ShouldBeInRange(TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(8));
    }

    [Fact]
    public async Task After_its_last_attempt_a_message_is_a_dead_letter_and_the_queue_goes_on()
    {
        await using TestCluster cluster = await TestCluster.StartAsync(queues: 1);
        await cluster.SendAsync("1", "poison", "3");
        PushConsumerOptions options = Orderly();
        options.MaxAttempts = 2;
        var handled = new Handled();
        PushConsumer consumer = await cluster.StartConsumerAsync(
            options,
            (message, _) =>
            {
                handled.Add($"{TestCluster.BodyOf(message)}/{message.Attempt}");
                return ValueTask.FromResult(TestCluster.BodyOf(message) == "poison" ? ConsumeResult.RetryLater() : ConsumeResult.Success);
            }
        );
        await cluster.AdvanceUntilAsync(handled.Reaching(4), TimeSpan.FromSeconds(30), "the queue goes on");
        await consumer.DisposeAsync();
        handled.Bodies.ShouldBe(["1/1", "poison/1", "poison/2", "3/1"]);
        cluster.Broker.Inspection.CountMessages("%DLQ%billing").ShouldBe(1);
        cluster.Broker.Inspection.GetCommittedOffset(TestCluster.Group, TestCluster.Topic, 0).ShouldBe(3);
    }

    [Fact]
    public async Task Order_and_exclusiveness_hold_while_members_join_and_leave()
    {
        const int Keys = 24;
        const int PerPhase = 12;
        await using TestCluster cluster = await TestCluster.StartAsync(queues: 8);
        var history = new OwnershipHistory();
        PushConsumer first = await cluster.StartConsumerAsync(Orderly(), history.HandlerOf("first"));
        await SendPhaseAsync(cluster, Keys, 0, PerPhase);

        PushConsumer second = cluster.CreateConsumer(Orderly(), history.HandlerOf("second"));
        Task<PushConsumer[]> joined = JoinAsync(cluster, first, second);
        await SendPhaseAsync(cluster, Keys, PerPhase, PerPhase);
        await cluster.AdvanceUntilAsync(joined, TimeSpan.FromMinutes(1), "the second member has its share");

        await SendPhaseAsync(cluster, Keys, 2 * PerPhase, PerPhase);
        Task left = first.DisposeAsync().AsTask();
        await SendPhaseAsync(cluster, Keys, 3 * PerPhase, PerPhase);
        await cluster.AdvanceUntilAsync(left, TimeSpan.FromMinutes(1), "the first member leaves");
        await cluster.AdvanceUntilAsync(history.Handled.Reaching(Keys * 4 * PerPhase), TimeSpan.FromMinutes(2), "all are handled");
        await second.DisposeAsync();

        history.Overlaps.ShouldBeEmpty();
        history.Owners.ShouldBe(["first", "second"], ignoreOrder: true);
        foreach (int key in Enumerable.Range(0, Keys))
        {
            string prefix = string.Create(CultureInfo.InvariantCulture, $"key-{key}:");
            history
                .Handled.Bodies.Where(body => body.StartsWith(prefix, StringComparison.Ordinal))
                .Select(body => int.Parse(body[prefix.Length..], CultureInfo.InvariantCulture))
                .ShouldBe(Enumerable.Range(0, 4 * PerPhase), $"key {key}: in order, none lost, none twice");
        }
    }

    [Fact]
    public async Task A_queue_stays_locked_while_its_last_handler_runs_however_long_that_takes()
    {
        await using TestCluster cluster = await TestCluster.StartAsync(queues: 1);
        await cluster.SendAsync("1", "2");
        PushConsumerOptions options = Orderly();
        options.DrainTimeout = TimeSpan.FromMinutes(5);
        var firstSaw = new Handled();
        bool inside = false;
        PushConsumer first = await cluster.StartConsumerAsync(
            options,
            async (message, ct) =>
            {
                Volatile.Write(ref inside, true);
                firstSaw.Add(message);
                await Task.Delay(TimeSpan.FromMinutes(3), cluster.Time, ct);
                Volatile.Write(ref inside, false);
                return ConsumeResult.Success;
            }
        );
        await TestCluster.WithinAsync(firstSaw.Reaching(1), "the first message is being handled");

        var secondSaw = new Handled();
        await cluster.StartConsumerAsync(
            options,
            (message, _) =>
            {
                secondSaw.Add($"{TestCluster.BodyOf(message)} {(Volatile.Read(ref inside) ? "overlapping" : "alone")}");
                return default;
            }
        );
        Task left = first.DisposeAsync().AsTask();
        await cluster.AdvanceUntilAsync(secondSaw.Reaching(1), TimeSpan.FromMinutes(6), "the second member takes over");
        await cluster.AdvanceUntilAsync(left, TimeSpan.FromMinutes(1), "the first member is gone");
        firstSaw.Bodies.ShouldBe(["1"]);
        secondSaw.Bodies.ShouldBe(["2 alone"]);
    }

    [Fact]
    public async Task A_member_that_dies_without_a_word_loses_its_queues_when_its_locks_expire()
    {
        await using TestCluster cluster = await TestCluster.StartAsync(queues: 2);
        RocketMqClient dying = cluster.CreateClient();
        var firstSaw = new Handled();
        PushConsumer first = dying.CreatePushConsumer(Orderly(), firstSaw.HandleAsync);
        await first.StartAsync(TestCluster.Cancellation);
        await cluster.SendAsync("a", "b");
        await TestCluster.WithinAsync(firstSaw.Reaching(2), "the first member handles");
        await dying.DisposeAsync();

        var secondSaw = new Handled();
        var sawBoth = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await cluster.StartConsumerAsync(
            Orderly(),
            (message, _) =>
            {
                secondSaw.Add(message);
                if (secondSaw.Bodies.Contains("c") && secondSaw.Bodies.Contains("d"))
                    sawBoth.TrySetResult();

                return default;
            }
        );
        await cluster.SendAsync("c", "d");
        DateTimeOffset before = cluster.Time.GetUtcNow();
        await cluster.AdvanceUntilAsync(sawBoth.Task, TimeSpan.FromMinutes(3), "the second member takes over");
        (cluster.Time.GetUtcNow() - before).ShouldBeGreaterThan(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Nobody_goes_on_with_a_queue_before_a_handler_that_ignores_its_cancellation_ends()
    {
        await using TestCluster cluster = await TestCluster.StartAsync(queues: 1);
        await cluster.SendTaggedAsync("a", "1", "2");
        PushConsumerOptions options = Orderly();
        options.DrainTimeout = TimeSpan.FromSeconds(1);
        var begun = new Handled();
        var mayEnd = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        PushConsumer consumer = await cluster.StartConsumerAsync(
            options,
            async (message, _) =>
            {
                begun.Add(message);
                await mayEnd.Task;
                return ConsumeResult.Success;
            }
        );
        await TestCluster.WithinAsync(begun.Reaching(1), "the first message is being handled");
        var released = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        consumer.AssignmentChanged += change =>
        {
            if (change.Released.Any(queue => queue.Topic == TestCluster.Topic))
                released.TrySetResult();
        };

        Task replaced = consumer.SubscribeAsync(TestCluster.Topic, "a || b", TestCluster.Cancellation).AsTask();
        await cluster.AdvanceUntilAsync(replaced, TimeSpan.FromSeconds(30), "the expression is replaced");
        await cluster.Time.PassAsync(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(2));
        begun.Bodies.ShouldBe(["1"], "its handler still runs");
        released.Task.IsCompleted.ShouldBeFalse("its handler still runs");

        mayEnd.SetResult();
        await cluster.AdvanceUntilAsync(begun.Reaching(2), TimeSpan.FromSeconds(30), "the queue goes on");
        begun.Bodies.ShouldBe(["1", "2"], "what the late handler did counts");
        await TestCluster.WithinAsync(released.Task, "the release is told");
    }

    private static PushConsumerOptions Orderly()
    {
        PushConsumerOptions options = TestCluster.Options();
        options.Orderly = true;
        return options;
    }

    private static async Task SendPhaseAsync(TestCluster cluster, int keys, int from, int count)
    {
        for (int number = from; number < from + count; number++)
        {
            for (int key = 0; key < keys; key++)
                await cluster.SendKeyedAsync(string.Create(CultureInfo.InvariantCulture, $"key-{key}"), number);
        }
    }

    private static async Task<PushConsumer[]> JoinAsync(TestCluster cluster, PushConsumer first, PushConsumer second)
    {
        var balanced = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Check(QueueAssignmentChange change)
        {
            bool IsHalf(PushConsumer consumer) => consumer.AssignedQueues.Count(queue => queue.Topic == TestCluster.Topic) == 4;
            if (IsHalf(first) && IsHalf(second))
                balanced.TrySetResult();
        }

        first.AssignmentChanged += Check;
        second.AssignmentChanged += Check;
        await second.StartAsync(TestCluster.Cancellation);
        await balanced.Task;
        return [first, second];
    }
}
