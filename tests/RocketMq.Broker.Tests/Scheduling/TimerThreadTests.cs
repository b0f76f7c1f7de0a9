using System.Text;
using RocketMq.Broker.Tests.Kit;

namespace RocketMq.Broker.Tests.Scheduling;

/// <summary>What fails on a timer's thread concerns one message; it ends neither the process nor the delivery of others.</summary>
public sealed class TimerThreadTests
{
    [Theory]
    [InlineData("TIMER_DELAY_SEC", "1")]
    [InlineData("DELAY", "1")]
    public async Task A_message_that_cannot_be_delivered_does_not_keep_those_behind_it(string property, string value)
    {
        using var loggers = new FailingLoggers("no longer exists");
        await using var test = await TestBroker.StartAsync(options => options.LoggerFactory = loggers);
        var properties = new Dictionary<string, string> { [property] = value };
        await test.Client.SendAsync("gone", "lost", properties: properties);
        await test.Client.SendAsync("orders", "kept", properties: properties);
        (await test.Client.AskAsync(new DeleteTopicRequestHeader { Topic = "gone" })).Code.ShouldBe(ResponseCode.Success);

        test.Time.Advance(TimeSpan.FromSeconds(1));

        loggers.Failures.ShouldBe(1);
        test.Inspection.CountMessages("orders").ShouldBe(1);
        await test.Client.SendAsync("orders", "later", properties: properties);
        test.Time.Advance(TimeSpan.FromSeconds(2));
        test.Inspection.CountMessages("orders").ShouldBe(2);
    }

    [Theory]
    [InlineData("TIMER_DELAY_SEC", "3600")]
    [InlineData("DELAY", "17")]
    public async Task A_wall_clock_that_is_set_forward_is_noticed_within_a_second(string property, string value)
    {
        await using var test = await TestBroker.StartAsync();
        await test.Client.SendAsync("orders", "later", properties: new Dictionary<string, string> { [property] = value });
        test.Time.SetWallClock(TimeSpan.FromHours(1));

        test.Time.Advance(TimeSpan.FromSeconds(1));

        test.Inspection.CountMessages("orders").ShouldBe(1);
    }

    [Fact]
    public async Task A_half_message_that_cannot_be_checked_does_not_keep_the_round_from_others()
    {
        using var loggers = new FailingLoggers("No producer of group");
        await using var test = await TestBroker.StartAsync(options => options.LoggerFactory = loggers);
        await test.Client.HeartbeatAsync("readers", "orders");
        await TransactionTests.PrepareAsync(test.Client, "alone", ("PGROUP", "nobody"));
        await TransactionTests.PrepareAsync(test.Client, "asked");

        test.Time.Advance(TimeSpan.FromSeconds(30));

        Encoding.UTF8.GetString((await test.Client.NextQuestionAsync()).Record.Body.Span).ShouldBe("asked");
        loggers.Failures.ShouldBe(1);
    }
}
