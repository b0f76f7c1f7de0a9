using RocketMq.Broker.Tests.Kit;

namespace RocketMq.Broker.Tests;

public sealed class LongPollTests
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task A_waiting_pull_is_answered_by_the_next_message()
    {
        await using var test = await TestBroker.StartAsync();
        var consumer = await test.ConnectAsync("127.0.0.1@consumer");
        var pull = consumer.PullAsync("readers", "orders", 0, wait: Wait);
        await AnswersToOthersAsync(consumer);
        pull.IsCompleted.ShouldBeFalse();

        await test.Client.SendAsync("orders", "news");

        var pulled = await pull.Within("the answer");
        pulled.Code.ShouldBe(ResponseCode.Success);
        pulled.Bodies().ShouldBe(["news"]);
    }

    [Fact]
    public async Task A_waiting_pull_is_answered_empty_when_its_time_is_up_and_not_before()
    {
        await using var test = await TestBroker.StartAsync();
        var pull = test.Client.PullAsync("readers", "orders", 0, wait: Wait);
        await AnswersToOthersAsync(test.Client);

        test.Time.Advance(Wait - TimeSpan.FromMilliseconds(200));
        await AnswersToOthersAsync(test.Client);
        pull.IsCompleted.ShouldBeFalse();
        test.Time.Advance(TimeSpan.FromMilliseconds(300));

        var pulled = await pull.Within("the answer");
        pulled.Code.ShouldBe(ResponseCode.PullNotFound);
        pulled.Number("nextBeginOffset").ShouldBe(0);
    }

    [Fact]
    public async Task Only_a_matching_tag_wakes_a_pull_and_others_release_it_later_with_the_offset_moved_on()
    {
        await using var test = await TestBroker.StartAsync();
        var consumer = await test.ConnectAsync("127.0.0.1@consumer");
        var matched = consumer.PullAsync("readers", "orders", 0, expression: "b", wait: Wait);
        var unmatched = consumer.PullAsync("readers", "orders", 0, expression: "c", wait: Wait);
        await AnswersToOthersAsync(consumer);

        await test.Client.SendAsync("orders", "1", tag: "a");
        await AnswersToOthersAsync(consumer);
        matched.IsCompleted.ShouldBeFalse();
        await test.Client.SendAsync("orders", "2", tag: "b");

        (await matched.Within("the matched answer")).Bodies().ShouldBe(["2"]);
        unmatched.IsCompleted.ShouldBeFalse();
        test.Time.Advance(TimeSpan.FromSeconds(6));
        var released = await unmatched.Within("the release");
        released.Code.ShouldBe(ResponseCode.PullRetryImmediately);
        released.Number("nextBeginOffset").ShouldBe(2);
    }

    [Fact]
    public async Task The_offset_in_a_waiting_pull_is_committed_when_it_arrives()
    {
        await using var test = await TestBroker.StartAsync();
        var pull = test.Client.AskAsync(
            TestClient.PullHeader("readers", "orders", 0) with
            {
                SysFlag = (int)(PullSystemFlags.Subscription | PullSystemFlags.Suspend | PullSystemFlags.CommitOffset),
                SuspendTimeoutMillis = 15_000,
                CommitOffset = 7,
            }
        );
        await AnswersToOthersAsync(test.Client);
        test.Inspection.GetCommittedOffset("readers", "orders", 0).ShouldBe(7);
        await test.Client.AskAsync(Commit(9));

        await test.Client.SendAsync("orders", "x");
        await pull.Within("the answer");

        test.Inspection.GetCommittedOffset("readers", "orders", 0).ShouldBe(9, "the second pass commits nothing");
    }

    [Fact]
    public async Task A_thousand_pulls_wait_on_one_queue_and_one_message_answers_them_all()
    {
        await using var test = await TestBroker.StartAsync();
        var consumer = await test.ConnectAsync("127.0.0.1@consumer");
        var pulls = Enumerable.Range(0, 1000).Select(_ => consumer.PullAsync("readers", "orders", 0, wait: Wait)).ToArray();
        await AnswersToOthersAsync(consumer);

        await test.Client.SendAsync("orders", "x");

        foreach (var pulled in await Task.WhenAll(pulls).Within("1,000 answers"))
            pulled.Bodies().ShouldBe(["x"]);
    }

    [Fact]
    public async Task Messages_sent_while_pulls_come_and_go_are_all_seen_once()
    {
        const int count = 2000;
        await using var test = await TestBroker.StartAsync();
        var consumer = await test.ConnectAsync("127.0.0.1@consumer");

        var consuming = Task.Run(
            async () =>
            {
                var seen = new List<string>();
                for (var offset = 0L; seen.Count < count; )
                {
                    var pulled = await consumer.PullAsync("readers", "orders", offset, wait: Wait);
                    seen.AddRange(pulled.Bodies());
                    offset = pulled.Number("nextBeginOffset");
                }
                return seen;
            },
            TestContext.Current.CancellationToken
        );
        for (var number = 0; number < count; number++)
            await test.Client.SendAsync("orders", $"{number}");

        (await consuming.Within("all messages")).ShouldBe(Enumerable.Range(0, count).Select(number => $"{number}"));
    }

    /// <summary>Requests of one connection are handled in order, so an answer to a later one means that the pull is parked.</summary>
    private static Task<Answer> AnswersToOthersAsync(TestClient client) =>
        client.AskAsync(new GetMaxOffsetRequestHeader { Topic = "orders", QueueId = 0 }).Within("an answer to another request");

    private static UpdateConsumerOffsetRequestHeader Commit(long offset) =>
        new()
        {
            ConsumerGroup = "readers",
            Topic = "orders",
            QueueId = 0,
            CommitOffset = offset,
        };
}
