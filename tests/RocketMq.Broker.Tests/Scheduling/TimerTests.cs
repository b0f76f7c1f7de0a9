using System.Globalization;
using System.Text;
using RocketMq.Broker.Tests.Kit;

namespace RocketMq.Broker.Tests.Scheduling;

/// <summary>Messages with a time of their own, by the rules of broker reference 4.10. The clock begins at a whole second.</summary>
public sealed class TimerTests
{
    [Theory]
    [InlineData("TIMER_DELAY_MS", "5000", 5000)]
    [InlineData("TIMER_DELAY_MS", "5300", 6000)]
    [InlineData("TIMER_DELAY_MS", "1", 1000)]
    [InlineData("TIMER_DELAY_MS", "5001", 6000)]
    [InlineData("TIMER_DELAY_SEC", "7", 7000)]
    [InlineData("TIMER_DELAY_SEC", "259200", 259_200_000)]
    public async Task A_message_arrives_with_the_second_that_its_time_ends_in_and_not_before(string property, string value, int arrival)
    {
        await using var test = await TestBroker.StartAsync();
        (await SendAsync(test, property, value, queueId: 2)).Number("queueId").ShouldBe(2);

        test.Time.Advance(TimeSpan.FromMilliseconds(arrival - 1));
        test.Inspection.CountMessages("orders").ShouldBe(0);
        test.Time.Advance(TimeSpan.FromMilliseconds(1));
        test.Inspection.CountMessages("orders").ShouldBe(1);
    }

    [Fact]
    public async Task An_absolute_time_counts_by_the_brokers_clock()
    {
        await using var test = await TestBroker.StartAsync();
        await SendAsync(test, "TIMER_DELIVER_MS", At(test, 4500));

        test.Time.Advance(TimeSpan.FromMilliseconds(4999));
        test.Inspection.CountMessages("orders").ShouldBe(0);
        test.Time.Advance(TimeSpan.FromMilliseconds(1));
        test.Inspection.CountMessages("orders").ShouldBe(1);
    }

    [Fact]
    public async Task A_delivered_message_tells_when_it_was_to_come_and_is_otherwise_as_it_was_sent()
    {
        await using var test = await TestBroker.StartAsync();
        var start = test.Time.GetUtcNow().ToUnixTimeMilliseconds();
        var sent = await SendAsync(test, "TIMER_DELAY_MS", "3000", queueId: 1);
        test.Time.Advance(TimeSpan.FromSeconds(3));

        await test.Client.HeartbeatAsync("readers", "orders");
        var record = (await test.Client.PullAsync("readers", "orders", 0, queueId: 1)).Records().ShouldHaveSingleItem();
        Encoding.UTF8.GetString(record.Body.Span).ShouldBe("later");
        record.StoreTimestamp.ShouldBe(start + 3000);
        var properties = PropertiesText.Parse(record.Properties.Span);
        properties["UNIQ_KEY"].ShouldBe(sent.Fields["transactionId"]);
        properties["TIMER_DELAY_MS"].ShouldBe("3000");
        properties["TIMER_OUT_MS"].ShouldBe($"{start + 2000}");
        properties["REAL_TOPIC"].ShouldBe("orders");
        properties["REAL_QID"].ShouldBe("1");
        properties["TIMER_ENQUEUE_MS"].ShouldBe($"{start}");
        properties["TIMER_DEQUEUE_MS"].ShouldBe($"{start + 3000}");
    }

    [Theory]
    [InlineData("TIMER_DELAY_MS", "0")]
    [InlineData("TIMER_DELAY_MS", "-5")]
    [InlineData("TIMER_DELIVER_MS", "1")]
    public async Task A_time_that_has_passed_means_now_and_gives_no_handle(string property, string value)
    {
        await using var test = await TestBroker.StartAsync();
        var sent = await SendAsync(test, property, value);
        sent.Fields.Keys.ShouldNotContain("recallHandle");
        test.Inspection.CountMessages("orders").ShouldBe(1);
    }

    [Theory]
    [InlineData("TIMER_DELAY_SEC", "259201")]
    [InlineData("TIMER_DELAY_MS", "259200001")]
    [InlineData("TIMER_DELIVER_MS", "9999999999999")]
    [InlineData("TIMER_DELAY_SEC", "9223372036854775807")]
    [InlineData("TIMER_DELAY_MS", "soon")]
    public async Task A_time_beyond_the_limit_or_no_number_is_refused(string property, string value)
    {
        await using var test = await TestBroker.StartAsync();
        var refused = await SendUncheckedAsync(test, property, value);
        refused.Code.ShouldBe(ResponseCode.MessageIllegal);
        refused.Remark!.ShouldContain("259200000ms");
        test.Time.Advance(TimeSpan.FromDays(4));
        test.Inspection.CountMessages("orders").ShouldBe(0);
    }

    [Fact]
    public async Task A_broker_without_timers_refuses_but_still_knows_levels()
    {
        await using var test = await TestBroker.StartAsync(options => options.EnableTimers = false);
        var refused = await SendUncheckedAsync(test, "TIMER_DELAY_MS", "1000");
        refused.Code.ShouldBe(ResponseCode.SystemError);
        refused.Remark.ShouldBe("accurate timer message is not enabled, timerWheelEnable is false");
        await SendAsync(test, "DELAY", "1");
        test.Time.Advance(TimeSpan.FromSeconds(1));
        test.Inspection.CountMessages("orders").ShouldBe(1);
    }

    [Fact]
    public async Task A_level_wins_over_a_time()
    {
        await using var test = await TestBroker.StartAsync();
        var properties = new Dictionary<string, string> { ["DELAY"] = "1", ["TIMER_DELAY_SEC"] = "60" };
        var sent = await test.Client.SendAsync("orders", "later", properties: properties);
        sent.Fields.Keys.ShouldNotContain("recallHandle");
        test.Time.Advance(TimeSpan.FromSeconds(1));
        await test.Client.HeartbeatAsync("readers", "orders");
        var record = (await test.Client.PullAsync("readers", "orders", 0)).Records().ShouldHaveSingleItem();
        PropertiesText.Parse(record.Properties.Span).ShouldNotContainKey("TIMER_DELAY_SEC");
    }

    [Fact]
    public async Task Messages_arrive_in_the_order_of_their_times_and_those_of_one_second_in_the_order_of_sending()
    {
        await using var test = await TestBroker.StartAsync();
        foreach (var milliseconds in new[] { 3000, 1000, 2000, 2900, 1500 })
            await SendAsync(test, "TIMER_DELAY_MS", $"{milliseconds}", body: $"{milliseconds}");
        test.Time.Advance(TimeSpan.FromSeconds(3));

        await test.Client.HeartbeatAsync("readers", "orders");
        (await test.Client.PullAsync("readers", "orders", 0)).Bodies().ShouldBe(["1000", "2000", "1500", "3000", "2900"]);
    }

    [Fact]
    public async Task What_fell_due_while_the_broker_was_down_comes_when_it_is_back()
    {
        await using var test = await TestBroker.StartAsync();
        await SendAsync(test, "TIMER_DELAY_SEC", "5");
        await SendAsync(test, "TIMER_DELAY_SEC", "20");
        await test.Broker.KillAsync();
        test.Time.Advance(TimeSpan.FromSeconds(10));
        test.Inspection.CountMessages("orders").ShouldBe(0);

        await test.Broker.RestartAsync();
        test.Inspection.CountMessages("orders").ShouldBe(1);
        test.Time.Advance(TimeSpan.FromSeconds(10));
        test.Inspection.CountMessages("orders").ShouldBe(2);
    }

    [Fact]
    public async Task A_waiting_pull_wakes_when_the_time_has_come()
    {
        await using var test = await TestBroker.StartAsync();
        await test.Client.HeartbeatAsync("readers", "orders");
        var sender = await test.ConnectAsync("127.0.0.1@sender");
        var sent = await sender.SendAsync("orders", "later", properties: Timed("TIMER_DELAY_MS", "2000"));
        sent.Code.ShouldBe(ResponseCode.Success);
        var pull = test.Client.PullAsync("readers", "orders", 0, wait: TimeSpan.FromSeconds(15));
        test.Time.Advance(TimeSpan.FromSeconds(2));
        (await pull.Within("the pull")).Bodies().ShouldBe(["later"]);
    }

    private static Dictionary<string, string> Timed(string property, string value) => new() { [property] = value };

    private static string At(TestBroker test, int milliseconds) =>
        (test.Time.GetUtcNow().ToUnixTimeMilliseconds() + milliseconds).ToString(CultureInfo.InvariantCulture);

    private static Task<Answer> SendUncheckedAsync(TestBroker test, string property, string value) =>
        test.Client.SendAsync("orders", "later", properties: Timed(property, value));

    private static async Task<Answer> SendAsync(TestBroker test, string property, string value, int queueId = 0, string body = "later")
    {
        var answer = await test.Client.SendAsync("orders", body, queueId, properties: Timed(property, value));
        answer.Code.ShouldBe(ResponseCode.Success, answer.Remark);
        return answer;
    }
}
