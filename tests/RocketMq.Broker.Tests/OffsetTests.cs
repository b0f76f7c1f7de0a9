using RocketMq.Broker.Tests.Kit;

namespace RocketMq.Broker.Tests;

public sealed class OffsetTests
{
    [Fact]
    public async Task A_committed_offset_is_found_again_and_no_other()
    {
        await using var test = await TestBroker.StartAsync();

        (await CommitAsync(test, 5)).Code.ShouldBe(ResponseCode.Success);

        (await QueryAsync(test)).Number("offset").ShouldBe(5);
        (await CommitAsync(test, 3)).Code.ShouldBe(ResponseCode.Success);
        (await QueryAsync(test)).Number("offset").ShouldBe(3, "the protocol lets offsets go back");
        (await QueryAsync(test, queueId: 1)).Code.ShouldBe(ResponseCode.QueryNotFound);
        (await QueryAsync(test, group: "other")).Code.ShouldBe(ResponseCode.QueryNotFound);
    }

    [Fact]
    public async Task A_new_group_starts_at_0_only_while_the_first_message_is_still_there()
    {
        await using var test = await TestBroker.StartAsync();

        (await QueryAsync(test)).Remark.ShouldBe("Not found, V3_0_6_SNAPSHOT maybe this group consumer boot first");
        await test.Client.SendAsync("orders", "x");

        (await QueryAsync(test)).Number("offset").ShouldBe(0);
        (await QueryAsync(test, setZero: false)).Remark.ShouldBe("Not found, do not set to zero, maybe this group boot first");
    }

    [Fact]
    public async Task Commits_for_unknown_topics_and_groups_are_refused()
    {
        await using var test = await TestBroker.StartAsync(options => options.AutoCreateSubscriptionGroups = false);

        (await CommitAsync(test, 1)).Remark.ShouldBe("Group billing not exist!");
        await test.Client.AskAsync(
            default(CreateSubscriptionGroupRequestHeader),
            new SubscriptionGroupConfig { GroupName = "billing" }.ToUtf8Bytes()
        );
        (await CommitAsync(test, 1, topic: "unknown")).Remark.ShouldBe("Topic unknown not exist!");
        (await CommitAsync(test, 1, queueId: 77)).Code.ShouldBe(ResponseCode.Success, "the protocol does not check the queue");
    }

    [Fact]
    public async Task Bounds_and_times_of_a_queue_follow_its_messages()
    {
        await using var test = await TestBroker.StartAsync();
        var start = test.Time.GetUtcNow().ToUnixTimeMilliseconds();
        for (var number = 0; number < 3; number++)
        {
            await test.Client.SendAsync("orders", "x");
            await test.Client.SendAsync("orders", "x");
            test.Time.Advance(TimeSpan.FromSeconds(1));
        }

        (await test.Client.AskAsync(new GetMaxOffsetRequestHeader { Topic = "orders", QueueId = 0 })).Number("offset").ShouldBe(6);
        (await test.Client.AskAsync(new GetMinOffsetRequestHeader { Topic = "orders", QueueId = 0 })).Number("offset").ShouldBe(0);
        (await EarliestAsync(0)).ShouldBe(start);
        (await EarliestAsync(1)).ShouldBe(-1);
        (await SearchAsync(start - 1, "lower")).ShouldBe(0);
        (await SearchAsync(start + 1000, "LOWER")).ShouldBe(2);
        (await SearchAsync(start + 1000, "UPPER")).ShouldBe(3);
        (await SearchAsync(start + 1500, null)).ShouldBe(4, "between two times the later message");
        (await SearchAsync(start + 1500, "upper")).ShouldBe(3, "or the earlier one");
        (await SearchAsync(start + 99_000, "lower")).ShouldBe(6);
        (await SearchAsync(start + 99_000, "upper")).ShouldBe(5);
        (await SearchAsync(start - 1, "upper")).ShouldBe(0);

        async Task<long> EarliestAsync(int queueId) =>
            (await test.Client.AskAsync(new GetEarliestMessageStoreTimeRequestHeader { Topic = "orders", QueueId = queueId })).Number(
                "timestamp"
            );

        async Task<long> SearchAsync(long timestamp, string? boundary) =>
            (
                await test.Client.AskAsync(
                    new SearchOffsetRequestHeader
                    {
                        Topic = "orders",
                        QueueId = 0,
                        Timestamp = timestamp,
                        BoundaryType = boundary,
                    }
                )
            ).Number("offset");
    }

    [Fact]
    public async Task An_offset_reset_sends_the_next_pull_to_its_target_and_ignores_commits_until_then()
    {
        await using var test = await TestBroker.StartAsync();
        await test.Client.HeartbeatAsync("billing", "orders");
        for (var number = 0; number < 5; number++)
            await test.Client.SendAsync("orders", "x");
        await CommitAsync(test, 5);

        var reset = await ResetAsync(test, 2);

        reset.Code.ShouldBe(ResponseCode.Success, reset.Remark);
        reset.Text.ShouldBe("{\"offsetTable\":{{\"brokerName\":\"broker-a\",\"queueId\":0,\"topic\":\"orders\"}:2}}");
        (await CommitAsync(test, 5)).Remark.ShouldBe("Offset has been previously reset");
        (await QueryAsync(test)).Number("offset").ShouldBe(2);
        var moved = await test.Client.PullAsync("billing", "orders", 5);
        moved.Code.ShouldBe(ResponseCode.PullOffsetMoved);
        moved.Remark.ShouldBe("OFFSET_RESET");
        moved.Number("nextBeginOffset").ShouldBe(2);
        (await test.Client.PullAsync("billing", "orders", 2)).Records().Count.ShouldBe(3);
        await CommitAsync(test, 5);
        (await QueryAsync(test)).Number("offset").ShouldBe(5);
    }

    [Fact]
    public async Task A_reset_is_not_used_up_by_a_pull_that_waits_for_a_reader_who_may_be_gone()
    {
        await using var test = await TestBroker.StartAsync();
        var former = await test.ConnectAsync("127.0.0.1@former");
        var parked = await ParkBeforeResetAsync(test, former);

        (await parked.Within("the parked pull's answer")).Code.ShouldBe(ResponseCode.PullOffsetMoved);

        var moved = await test.Client.PullAsync("billing", "orders", 5);
        moved.Code.ShouldBe(ResponseCode.PullOffsetMoved);
        moved.Number("nextBeginOffset").ShouldBe(2);
        (await test.Client.PullAsync("billing", "orders", 2)).Records().Count.ShouldBe(4);
    }

    [Fact]
    public async Task A_waiting_reader_that_goes_where_a_reset_sent_it_reads_on_at_once()
    {
        await using var test = await TestBroker.StartAsync();
        var reader = await test.ConnectAsync("127.0.0.1@reader");
        var parked = await ParkBeforeResetAsync(test, reader);
        var moved = await parked.Within("the parked pull's answer");

        var read = await reader.PullAsync("billing", "orders", moved.Number("nextBeginOffset"));

        read.Records().Count.ShouldBe(4);
        await CommitAsync(test, 6);
        (await QueryAsync(test)).Number("offset").ShouldBe(6, "the reset is over");
    }

    [Fact]
    public async Task Progress_and_topic_statistics_use_the_raw_form_of_object_keys()
    {
        await using var test = await TestBroker.StartAsync(options =>
            options.Topics.Add(new TopicDefinition("single") { WriteQueues = 1 })
        );
        await test.Client.SendAsync("single", "x");
        await CommitAsync(test, 1, topic: "single");
        var time = test.Time.GetUtcNow().ToUnixTimeMilliseconds();

        var progress = await test.Client.AskAsync(new GetConsumeStatsRequestHeader { ConsumerGroup = "billing" });
        var topic = await test.Client.AskAsync(new GetTopicStatsRequestHeader { Topic = "single" });

        progress.Text.ShouldBe(
            "{\"consumeTps\":0.0,\"offsetTable\":{{\"brokerName\":\"broker-a\",\"queueId\":0,\"topic\":\"single\"}:"
                + $"{{\"brokerOffset\":1,\"consumerOffset\":1,\"lastTimestamp\":{time},\"pullOffset\":1}}}}}}"
        );
        TopicStatsTable.Parse(topic.Body).OffsetTable[new MessageQueue("single", "broker-a", 0)].MaxOffset.ShouldBe(1);
    }

    /// <summary>Five messages, a pull that waits for the sixth, a reset to 2, the sixth message.</summary>
    private static async Task<Task<Answer>> ParkBeforeResetAsync(TestBroker test, TestClient reader)
    {
        await reader.HeartbeatAsync("billing", "orders");
        for (var number = 0; number < 5; number++)
            await test.Client.SendAsync("orders", "x");
        await CommitAsync(test, 5);
        var parked = reader.PullAsync("billing", "orders", 5, wait: TimeSpan.FromSeconds(15));
        // Requests of one connection are handled in order: an answer to a later one means that the pull is parked.
        await reader.AskAsync(new GetMaxOffsetRequestHeader { Topic = "orders", QueueId = 0 });
        var reset = await ResetAsync(test, 2);
        reset.Code.ShouldBe(ResponseCode.Success, reset.Remark);
        await test.Client.SendAsync("orders", "x");
        return parked;
    }

    private static Task<Answer> ResetAsync(TestBroker test, long offset) =>
        test.Client.AskAsync(
            new ResetOffsetRequestHeader
            {
                Topic = "orders",
                Group = "billing",
                QueueId = 0,
                Offset = offset,
                Timestamp = -1,
            },
            code: RequestCode.InvokeBrokerToResetOffset
        );

    private static Task<Answer> CommitAsync(TestBroker test, long offset, string topic = "orders", int queueId = 0) =>
        test.Client.AskAsync(
            new UpdateConsumerOffsetRequestHeader
            {
                ConsumerGroup = "billing",
                Topic = topic,
                QueueId = queueId,
                CommitOffset = offset,
            }
        );

    private static Task<Answer> QueryAsync(TestBroker test, int queueId = 0, string group = "billing", bool? setZero = null) =>
        test.Client.AskAsync(
            new QueryConsumerOffsetRequestHeader
            {
                ConsumerGroup = group,
                Topic = "orders",
                QueueId = queueId,
                SetZeroIfNotFound = setZero,
            }
        );
}
