using System.Text;
using RocketMq.Broker.Tests.Kit;

namespace RocketMq.Broker.Tests;

public sealed class RetryTests
{
    private const string RetryTopic = "%RETRY%billing";
    private const string DeadLetters = "%DLQ%billing";

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 5)]
    [InlineData(3, 10)]
    [InlineData(5, 60)]
    [InlineData(18, 7200)]
    [InlineData(25, 7200)]
    public async Task A_delayed_message_arrives_when_its_level_says_and_not_before(int level, int seconds)
    {
        await using var test = await TestBroker.StartAsync();

        var sent = await test.Client.SendAsync(
            "orders",
            "later",
            queueId: 2,
            tag: "t",
            properties: new Dictionary<string, string> { ["DELAY"] = $"{level}" }
        );
        sent.Code.ShouldBe(ResponseCode.Success);
        sent.Number("queueId").ShouldBe(2);
        test.Time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
        test.Inspection.CountMessages("orders").ShouldBe(0);
        test.Time.Advance(TimeSpan.FromMilliseconds(1));

        test.Inspection.CountMessages("orders").ShouldBe(1);
        var client = await test.ConnectAsync("127.0.0.1@later");
        var record = (await client.PullAsync("readers", "orders", 0, queueId: 2, expression: "t")).Records().ShouldHaveSingleItem();
        Encoding.UTF8.GetString(record.Body.Span).ShouldBe("later");
        record.StoreTimestamp.ShouldBe(test.Time.GetUtcNow().ToUnixTimeMilliseconds());
        var properties = PropertiesText.Parse(record.Properties.Span);
        properties["REAL_TOPIC"].ShouldBe("orders");
        properties["REAL_QID"].ShouldBe("2");
        properties["UNIQ_KEY"].ShouldBe(sent.Fields["transactionId"]);
        record.OffsetMessageId.ShouldNotBe(sent.Fields["msgId"]);
    }

    [Fact]
    public async Task Delayed_messages_of_several_levels_arrive_each_at_its_time()
    {
        await using var test = await TestBroker.StartAsync();
        foreach (var level in new[] { 3, 1, 2, 1 })
            await test.Client.SendAsync("orders", $"{level}", properties: new Dictionary<string, string> { ["DELAY"] = $"{level}" });

        var counts = new List<long>();
        foreach (var second in new[] { 1, 4, 5 })
        {
            test.Time.Advance(TimeSpan.FromSeconds(second));
            counts.Add(test.Inspection.CountMessages("orders"));
        }

        counts.ShouldBe([2, 3, 4]);
    }

    [Fact]
    public async Task A_delayed_message_stored_while_others_are_delivered_is_not_forgotten()
    {
        var time = new InterruptedTime();
        await using var test = await TestBroker.StartAsync(options => options.TimeProvider = time);
        await test.Client.SendAsync("orders", "first", properties: new Dictionary<string, string> { ["DELAY"] = "2" });
        Task? second = null;
        time.Clock.Advance(TimeSpan.FromSeconds(4));
        // At the fifth second the first message's level is looked at; that of the second, a lower one, has been looked at already.
        time.Interruption = () =>
        {
            second = test.Client.SendAsync("orders", "second", properties: new Dictionary<string, string> { ["DELAY"] = "1" });
            SpinWait.SpinUntil(() => test.Inspection.CountMessages("SCHEDULE_TOPIC_XXXX") == 2, TimeSpan.FromSeconds(20)).ShouldBeTrue();
        };
        time.Clock.Advance(TimeSpan.FromSeconds(1));
        test.Inspection.CountMessages("orders").ShouldBe(1);
        await second.ShouldNotBeNull().WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        time.Clock.Advance(TimeSpan.FromSeconds(1));
        test.Inspection.CountMessages("orders").ShouldBe(2);
    }

    [Fact]
    public async Task A_message_sent_back_returns_on_the_retry_topic_after_its_delay()
    {
        await using var test = await TestBroker.StartAsync();
        await test.Client.HeartbeatAsync("billing", "orders");
        var sent = await test.Client.SendAsync("orders", "again", tag: "created");

        (await SendBackAsync(test.Client, await LastOffsetAsync(test.Client, "orders"))).Code.ShouldBe(ResponseCode.Success);
        test.Time.Advance(TimeSpan.FromSeconds(10) - TimeSpan.FromMilliseconds(1));
        test.Inspection.CountMessages(RetryTopic).ShouldBe(0);
        test.Time.Advance(TimeSpan.FromMilliseconds(1));

        var record = (await test.Client.PullAsync("billing", RetryTopic, 0)).Records().ShouldHaveSingleItem();
        record.ReconsumeTimes.ShouldBe(1);
        Encoding.UTF8.GetString(record.Body.Span).ShouldBe("again");
        var properties = PropertiesText.Parse(record.Properties.Span);
        properties["RETRY_TOPIC"].ShouldBe("orders");
        properties["ORIGIN_MESSAGE_ID"].ShouldBe(sent.Fields["msgId"]);
        properties["TAGS"].ShouldBe("created");
        properties["DELAY"].ShouldBe("3");
    }

    [Fact]
    public async Task Sixteen_retries_take_the_known_ladder_and_the_next_goes_to_the_dead_letters()
    {
        int[] ladder = [10, 30, 60, 120, 180, 240, 300, 360, 420, 480, 540, 600, 1200, 1800, 3600, 7200];
        await using var test = await TestBroker.StartAsync();
        await test.Client.HeartbeatAsync("billing", "orders");
        var first = await test.Client.SendAsync("orders", "poison");
        var offset = await LastOffsetAsync(test.Client, "orders");

        for (var retry = 1; retry <= 16; retry++)
        {
            // A connection of its own each time: hours without traffic close the others, as they should.
            await using var client = await TestClient.ConnectAsync(test.Broker.BrokerAddress);
            (await SendBackAsync(client, offset)).Code.ShouldBe(ResponseCode.Success);
            test.Time.Advance(TimeSpan.FromSeconds(ladder[retry - 1]) - TimeSpan.FromMilliseconds(1));
            test.Inspection.CountMessages(RetryTopic).ShouldBe(retry - 1);
            test.Time.Advance(TimeSpan.FromMilliseconds(1));
            test.Inspection.CountMessages(RetryTopic).ShouldBe(retry);
            offset = await LastOffsetAsync(test, RetryTopic);
        }

        await using var last = await TestClient.ConnectAsync(test.Broker.BrokerAddress);
        (await SendBackAsync(last, offset)).Code.ShouldBe(ResponseCode.Success);
        var dead = (await last.PullAsync("billing", DeadLetters, 0)).Records().ShouldHaveSingleItem();
        Encoding.UTF8.GetString(dead.Body.Span).ShouldBe("poison");
        dead.ReconsumeTimes.ShouldBe(17);
        var properties = PropertiesText.Parse(dead.Properties.Span);
        properties["RETRY_TOPIC"].ShouldBe("orders");
        properties["ORIGIN_MESSAGE_ID"].ShouldBe(first.Fields["msgId"], "kept from the first time");
        properties["DELAY"].ShouldBe("0");
        test.Inspection.CountMessages(RetryTopic).ShouldBe(16);
    }

    [Theory]
    [InlineData(-1, null)]
    [InlineData(0, 0)]
    public async Task A_negative_level_or_no_retries_left_means_the_dead_letters_at_once(int level, int? maxReconsumeTimes)
    {
        await using var test = await TestBroker.StartAsync();
        await test.Client.HeartbeatAsync("billing", "orders");
        await test.Client.SendAsync("orders", "poison");

        await SendBackAsync(test.Client, await LastOffsetAsync(test.Client, "orders"), level, maxReconsumeTimes);

        test.Inspection.CountMessages(DeadLetters).ShouldBe(1);
    }

    [Fact]
    public async Task Sending_back_what_does_not_exist_is_refused()
    {
        await using var test = await TestBroker.StartAsync(options => options.AutoCreateSubscriptionGroups = false);
        await test.Client.AskAsync(
            default(CreateSubscriptionGroupRequestHeader),
            new SubscriptionGroupConfig { GroupName = "billing" }.ToUtf8Bytes()
        );
        await test.Client.SendAsync("orders", "x");

        foreach (var offset in new[] { 987_654_321L, 7, -1, long.MaxValue })
        {
            var refused = await SendBackAsync(test.Client, offset);
            refused.Code.ShouldBe(ResponseCode.SystemError);
            refused.Remark.ShouldBe($"look message by offset failed, {offset}");
        }
        (await SendBackAsync(test.Client, 0, group: "nobody")).Code.ShouldBe(ResponseCode.SubscriptionGroupNotExist);
    }

    [Fact]
    public async Task A_retry_sent_as_a_message_is_parked_until_it_was_tried_too_often()
    {
        await using var test = await TestBroker.StartAsync();
        await test.Client.HeartbeatAsync("billing", "orders");

        (await RetryAsync(reconsumeTimes: 16)).Code.ShouldBe(ResponseCode.Success);
        test.Inspection.CountMessages(RetryTopic).ShouldBe(1);
        (await RetryAsync(reconsumeTimes: 17)).Code.ShouldBe(ResponseCode.Success);
        test.Inspection.CountMessages(RetryTopic).ShouldBe(1);
        test.Inspection.CountMessages(DeadLetters).ShouldBe(1);

        Task<Answer> RetryAsync(int reconsumeTimes) =>
            test.Client.AskAsync(
                TestClient.Header(RetryTopic, 0, new Dictionary<string, string>()) with
                {
                    ReconsumeTimes = reconsumeTimes,
                },
                "x"u8.ToArray()
            );
    }

    private static async Task<long> LastOffsetAsync(TestBroker test, string topic)
    {
        await using var client = await TestClient.ConnectAsync(test.Broker.BrokerAddress);
        return await LastOffsetAsync(client, topic);
    }

    private static async Task<long> LastOffsetAsync(TestClient client, string topic) =>
        (await client.PullAsync("readers", topic, 0)).Records()[^1].CommitLogOffset;

    private static Task<Answer> SendBackAsync(
        TestClient client,
        long offset,
        int level = 0,
        int? maxReconsumeTimes = null,
        string group = "billing"
    ) =>
        client.AskAsync(
            new ConsumerSendMessageBackRequestHeader
            {
                Offset = offset,
                Group = group,
                DelayLevel = level,
                OriginTopic = "orders",
                MaxReconsumeTimes = maxReconsumeTimes,
            }
        );

    /// <summary>A clock that does something of its own, once, when it is next asked for the time.</summary>
    private sealed class InterruptedTime : TimeProvider
    {
        private Action? _interruption;

        public ManualTimeProvider Clock { get; } = new();

        public Action Interruption
        {
            set => Volatile.Write(ref _interruption, value);
        }

        public override long TimestampFrequency => Clock.TimestampFrequency;

        public override DateTimeOffset GetUtcNow()
        {
            Interlocked.Exchange(ref _interruption, null)?.Invoke();
            return Clock.GetUtcNow();
        }

        public override long GetTimestamp() => Clock.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            Clock.CreateTimer(callback, state, dueTime, period);
    }
}
