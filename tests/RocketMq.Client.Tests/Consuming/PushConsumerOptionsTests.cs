using RocketMq.Consuming;

namespace RocketMq.Tests.Consuming;

public sealed class PushConsumerOptionsTests
{
    [Fact]
    public void Defaults_are_those_of_the_protocol()
    {
        ConsumerSettings settings = Snapshot(_ => { });
        settings.MaxAttempts.ShouldBe(17, "one call and 16 retries");
        settings.Limits.ShouldBe(new FlowLimits(1000, 100 * 1024 * 1024, 2000));
        settings.Subscriptions.All.Select(subscription => subscription.Topic).ShouldBe(["orders", "%RETRY%billing"]);
        settings.Subscriptions.All[1].IsRetryTopic.ShouldBeTrue();
        Snapshot(options => options.Orderly = true).MaxAttempts.ShouldBe(int.MaxValue);
    }

    [Fact]
    public void A_timestamp_start_looks_back_30_minutes_unless_told_otherwise() =>
        Snapshot(_ => { }).StartTime.ShouldBe(new ManualTimeProvider().GetUtcNow() - TimeSpan.FromMinutes(30));

    [Fact]
    public void Each_mistake_is_named()
    {
        ShouldFail(options => options.Group = "", "Group");
        ShouldFail(options => options.Group = "no spaces", "no spaces");
        ShouldFail(options => options.Concurrency = 0, "Concurrency is 0");
        ShouldFail(options => options.PullBatchSize = 2000, "PullBatchSize is 2000");
        ShouldFail(options => options.MaxAttempts = 0, "MaxAttempts is 0");
        ShouldFail(options => options.SuspendInterval = TimeSpan.Zero, "SuspendInterval in milliseconds is 0");
        ShouldFail(options => options.DrainTimeout = TimeSpan.FromSeconds(-1), "DrainTimeout");
        Should
            .Throw<ArgumentException>(() => ConsumerSettings.Create(new PushConsumerOptions { Group = "billing" }, TimeProvider.System))
            .Message.ShouldContain("Subscribe(topic)");
    }

    [Fact]
    public void A_topic_is_subscribed_once() =>
        Should
            .Throw<ArgumentException>(() => new PushConsumerOptions().Subscribe("orders", "a").Subscribe("orders", "b"))
            .Message.ShouldContain("'a || b'");

    [Fact]
    public void Tags_become_codes_for_the_broker_and_texts_for_the_check()
    {
        ConsumerSubscription subscription = StoredRecord.Subscribe("TagA || TagB");
        subscription.Data.SubString.ShouldBe("TagA || TagB");
        subscription.Data.TagsSet.ShouldBe(["TagA", "TagB"], ignoreOrder: true);
        subscription.Data.CodeSet.ShouldBe([2598919, 2598920], ignoreOrder: true);
        subscription.Filter.Accepts("TagA"u8, out string? tag).ShouldBeTrue();
        tag.ShouldBe("TagA");
        subscription.Filter.Accepts(""u8, out _).ShouldBeFalse();
        StoredRecord.Subscribe("*").Filter.Accepts(""u8, out _).ShouldBeTrue();
    }

    [Fact]
    public void A_delay_level_outside_1_to_18_is_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => ConsumeResult.RetryLater(0));
        Should.Throw<ArgumentOutOfRangeException>(() => ConsumeResult.RetryLater(19));
        ConsumeResult.RetryLater(18).DelayLevel.ShouldBe(18);
        default(ConsumeResult).ShouldBe(ConsumeResult.Success);
    }

    private static void ShouldFail(Action<PushConsumerOptions> mistake, string text) =>
        Should.Throw<ArgumentException>(() => Snapshot(mistake)).Message.ShouldContain(text);

    private static ConsumerSettings Snapshot(Action<PushConsumerOptions> change)
    {
        PushConsumerOptions options = new PushConsumerOptions { Group = "billing" }.Subscribe("orders");
        change(options);
        return ConsumerSettings.Create(options, new ManualTimeProvider());
    }
}
