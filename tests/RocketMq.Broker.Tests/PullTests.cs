using RocketMq.Broker.Tests.Kit;

namespace RocketMq.Broker.Tests;

public sealed class PullTests
{
    [Fact]
    public async Task Tags_select_messages_and_the_next_offset_moves_past_those_left_out()
    {
        await using var test = await TestBroker.StartAsync();
        foreach (var (body, tag) in new[] { ("1", "a"), ("2", "b"), ("3", "a"), ("4", "c"), ("5", (string?)null!) })
            await test.Client.SendAsync("orders", body, tag: tag);

        var some = await test.Client.PullAsync("readers", "orders", 0, expression: "a || c");
        var none = await test.Client.PullAsync("readers", "orders", 1, expression: "nobody");

        some.Bodies().ShouldBe(["1", "3", "4"]);
        some.Number("nextBeginOffset").ShouldBe(5);
        none.Code.ShouldBe(ResponseCode.PullRetryImmediately);
        none.Remark.ShouldBe("NO_MATCHED_MESSAGE");
        none.Number("nextBeginOffset").ShouldBe(5);
        none.Body.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_pull_returns_at_most_32_messages_and_at_most_256_KiB()
    {
        await using var test = await TestBroker.StartAsync();
        for (var number = 0; number < 40; number++)
            await test.Client.SendAsync("orders", "small", queueId: 0);
        for (var number = 0; number < 4; number++)
            await test.Client.SendAsync("orders", new string('x', 100_000), queueId: 1);
        await test.Client.SendAsync("orders", new string('x', 1_000_000), queueId: 2);

        var small = await test.Client.AskAsync(TestClient.PullHeader("readers", "orders", 0) with { MaxMessageCount = 100 });
        var large = await test.Client.PullAsync("readers", "orders", 0, queueId: 1);
        var huge = await test.Client.PullAsync("readers", "orders", 0, queueId: 2);

        small.Records().Count.ShouldBe(32);
        small.Number("nextBeginOffset").ShouldBe(32);
        large.Records().Count.ShouldBe(2);
        huge.Records().Count.ShouldBe(1, "the first message always goes");
    }

    [Theory]
    [InlineData(3, ResponseCode.PullNotFound, "OFFSET_OVERFLOW_ONE", 3)]
    [InlineData(4, ResponseCode.PullOffsetMoved, "OFFSET_OVERFLOW_BADLY", 3)]
    [InlineData(-5, ResponseCode.PullOffsetMoved, "OFFSET_TOO_SMALL", 0)]
    public async Task An_offset_outside_of_the_queue_is_answered_with_where_to_go(long offset, ResponseCode code, string remark, long next)
    {
        await using var test = await TestBroker.StartAsync();
        for (var number = 0; number < 3; number++)
            await test.Client.SendAsync("orders", "x");

        var pulled = await test.Client.PullAsync("readers", "orders", offset);

        pulled.Code.ShouldBe(code);
        pulled.Remark.ShouldBe(remark);
        pulled.Number("nextBeginOffset").ShouldBe(next);
        pulled.Number("minOffset").ShouldBe(0);
        pulled.Number("maxOffset").ShouldBe(3);
        pulled.Number("suggestWhichBrokerId").ShouldBe(0);
    }

    [Theory]
    [InlineData(0, ResponseCode.PullNotFound)]
    [InlineData(55, ResponseCode.PullOffsetMoved)]
    public async Task An_empty_queue_answers_by_the_offset_that_was_asked_for(long offset, ResponseCode code)
    {
        await using var test = await TestBroker.StartAsync();

        var pulled = await test.Client.PullAsync("readers", "orders", offset);

        pulled.Code.ShouldBe(code);
        pulled.Remark.ShouldBe("NO_MESSAGE_IN_QUEUE");
        pulled.Number("nextBeginOffset").ShouldBe(0);
    }

    [Fact]
    public async Task A_pull_never_creates_a_topic_and_names_a_wrong_queue()
    {
        await using var test = await TestBroker.StartAsync();

        (await test.Client.PullAsync("readers", "unknown", 0)).Code.ShouldBe(ResponseCode.TopicNotExist);
        var wrong = await test.Client.PullAsync("readers", "orders", 0, queueId: 4);
        wrong.Code.ShouldBe(ResponseCode.InvalidParameter);
        wrong.Remark.ShouldBe($"queueId[4] is illegal, topic:[orders] topicConfig.readQueueNums:[4] consumer:[/{test.Client.Address}]");
        (await test.Client.PullAsync("readers", "orders", 0, queueId: -1)).Code.ShouldBe(ResponseCode.InvalidParameter);
        test.Inspection.Topics.ShouldNotContain("unknown");
    }

    [Fact]
    public async Task A_pull_without_a_subscription_is_judged_by_the_last_heartbeat()
    {
        await using var test = await TestBroker.StartAsync();
        await test.Client.SendAsync("orders", "1", tag: "a");
        await test.Client.SendAsync("orders", "2", tag: "b");
        var pull = TestClient.PullHeader("billing", "orders", 0) with { SysFlag = 0, Subscription = default, SubscriptionVersion = 5 };

        (await test.Client.AskAsync(pull)).Remark.ShouldStartWith("the consumer's group info not exist");
        await test.Client.HeartbeatAsync("billing", "payments", version: 5);
        (await test.Client.AskAsync(pull)).Remark.ShouldStartWith("the consumer's subscription not exist");
        await test.Client.HeartbeatAsync("billing", "orders", "b", version: 4);
        (await test.Client.AskAsync(pull)).Code.ShouldBe(ResponseCode.SubscriptionNotLatest);
        await test.Client.HeartbeatAsync("billing", "orders", "b", version: 5);
        (await test.Client.AskAsync(pull)).Bodies().ShouldBe(["2"]);
    }

    [Fact]
    public async Task Groups_that_do_not_exist_or_may_not_consume_are_refused()
    {
        await using var test = await TestBroker.StartAsync(options => options.AutoCreateSubscriptionGroups = false);
        await PutAsync(new SubscriptionGroupConfig { GroupName = "closed", ConsumeEnable = false });
        await PutAsync(new SubscriptionGroupConfig { GroupName = "quiet", ConsumeBroadcastEnable = false });

        (await test.Client.PullAsync("unknown", "orders", 0)).Code.ShouldBe(ResponseCode.SubscriptionGroupNotExist);
        var closed = await test.Client.PullAsync("closed", "orders", 0);
        closed.Code.ShouldBe(ResponseCode.NoPermission);
        closed.Fields["forbiddenType"].ShouldBe("2");
        await test.Client.HeartbeatAsync("quiet", "orders", model: MessageModel.Broadcasting);
        var quiet = await test.Client.AskAsync(TestClient.PullHeader("quiet", "orders", 0) with { SysFlag = 0 });
        quiet.Code.ShouldBe(ResponseCode.NoPermission);
        quiet.Fields["forbiddenType"].ShouldBe("4");

        Task<Answer> PutAsync(SubscriptionGroupConfig group) =>
            test.Client.AskAsync(default(CreateSubscriptionGroupRequestHeader), group.ToUtf8Bytes());
    }

    [Fact]
    public async Task Code_361_is_a_pull_too()
    {
        await using var test = await TestBroker.StartAsync();
        await test.Client.SendAsync("orders", "x");

        var pulled = await test.Client.AskAsync(TestClient.PullHeader("readers", "orders", 0), code: RequestCode.LitePullMessage);

        pulled.Bodies().ShouldBe(["x"]);
    }
}
