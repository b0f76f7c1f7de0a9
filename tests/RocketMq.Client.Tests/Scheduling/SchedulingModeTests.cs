using RocketMq.Protocol;
using RocketMq.Tests;
using RocketMq.Tests.Peers;

namespace RocketMq.Client.Tests.Scheduling;

/// <summary>Timers where brokers have them, levels where they do not, and never a message that an old broker delivers at once.</summary>
public sealed class SchedulingModeTests
{
    private const int V4_9_8 = 409;

    private static readonly Message Message = new("orders", "later"u8.ToArray());

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_delay_goes_out_as_a_delay_and_a_time_as_a_time()
    {
        ManualTimeProvider time = new();
        await using FakeCluster cluster = new("broker-a");
        await using Producer producer = cluster.CreateClient(time).CreateProducer();
        ScheduledReceipt after = await producer.SendAfterAsync(Message, TimeSpan.FromMilliseconds(90_000.2), Cancellation).Within("a send");
        ScheduledReceipt at = await producer.SendAtAsync(Message, time.GetUtcNow().AddSeconds(7), Cancellation).Within("a send");

        IReadOnlyList<ScriptedRequest> sends = cluster.Brokers[0].Sends;
        sends[0].Properties["TIMER_DELAY_MS"].ShouldBe("90001");
        sends[1].Properties["TIMER_DELIVER_MS"].ShouldBe($"{time.GetUtcNow().AddSeconds(7).ToUnixTimeMilliseconds()}");
        sends.ShouldAllBe(send => !send.Properties.ContainsKey("DELAY"));
        (after.DelayLevel, at.DelayLevel).ShouldBe((null, null));
        at.DueTime.ShouldBe(time.GetUtcNow().AddSeconds(7));
        Message.System.ShouldBeNull();
    }

    [Fact]
    public async Task Levels_are_used_with_a_broker_of_4_9_and_the_receipt_says_which()
    {
        ManualTimeProvider time = new();
        await using FakeCluster cluster = OldCluster();
        await using Producer producer = cluster.CreateClient(time).CreateProducer();
        ScheduledReceipt receipt = await producer.SendAfterAsync(Message, TimeSpan.FromSeconds(7), Cancellation).Within("a send");

        receipt.DelayLevel.ShouldBe(3);
        receipt.DueTime.ShouldBe(time.GetUtcNow().AddSeconds(10));
        receipt.RecallHandle.ShouldBeNull();
        ScriptedRequest send = cluster.Brokers[0].Sends.ShouldHaveSingleItem();
        send.Properties["DELAY"].ShouldBe("3");
        send.Properties.Keys.ShouldNotContain(name => name.StartsWith("TIMER"));
    }

    [Fact]
    public async Task Once_an_old_broker_of_the_topic_was_met_every_message_goes_by_level()
    {
        await using FakeCluster cluster = new("broker-a");
        cluster.AddBroker("broker-b", V4_9_8);
        cluster.SetRoute("orders", queues: 2);
        await using Producer producer = cluster.CreateClient(new ManualTimeProvider()).CreateProducer();
        List<int?> levels = [];
        for (int count = 0; count < 8; count++)
            levels.Add((await producer.SendAfterAsync(Message, TimeSpan.FromMinutes(1), Cancellation).Within("a send")).DelayLevel);

        levels.SkipWhile(level => level is null).ShouldAllBe(level => level == 5);
        levels.Count(level => level is null).ShouldBeLessThan(4);
        cluster.Broker("broker-b").Sends.ShouldAllBe(send => !send.Properties.ContainsKey("TIMER_DELAY_MS"));
    }

    [Fact]
    public async Task A_silent_broker_costs_each_message_no_more_than_its_own_attempt()
    {
        ManualTimeProvider time = new();
        await using FakeCluster cluster = new("broker-a", "broker-b");
        ScriptedBroker silent = cluster.Broker("broker-b");
        silent.Always(RequestCode.Heartbeat, Answers.Hang);
        await using Producer producer = cluster.CreateClient(time).CreateProducer(new() { SendTimeout = TimeSpan.FromSeconds(3) });
        Task<ScheduledReceipt[]> sends = Task.WhenAll(
            Enumerable.Range(0, 40).Select(_ => producer.SendAfterAsync(Message, TimeSpan.FromMinutes(1), Cancellation).AsTask())
        );
        await time.AdvanceUntilAsync(sends, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(3), "the sends wait for each other");

        (await sends).ShouldAllBe(receipt => receipt.Receipt.Queue.BrokerName == "broker-a" && receipt.DelayLevel == null);
        silent.Sends.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_broker_that_has_not_said_how_old_it_is_gets_no_message_by_timer()
    {
        await using FakeCluster cluster = new("broker-a");
        ScriptedBroker unknown = cluster.AddBroker("broker-b", V4_9_8);
        cluster.SetRoute("orders", queues: 4);
        unknown.Always(RequestCode.Heartbeat, Answers.Refuse(ResponseCode.SystemBusy));
        await using Producer producer = cluster.CreateClient().CreateProducer();
        for (int count = 0; count < 8; count++)
        {
            ScheduledReceipt receipt = await producer.SendAfterAsync(Message, TimeSpan.FromMinutes(1), Cancellation).Within("a send");
            (receipt.Receipt.Queue.BrokerName, receipt.DelayLevel).ShouldBe(("broker-a", null));
        }
        unknown.Sends.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_delay_longer_than_any_level_is_an_error_before_anything_is_sent()
    {
        await using FakeCluster cluster = OldCluster();
        await using Producer producer = cluster.CreateClient(new ManualTimeProvider()).CreateProducer();
        RocketMqException error = await Should.ThrowAsync<RocketMqException>(() =>
            producer.SendAfterAsync(Message, TimeSpan.FromHours(3), Cancellation).Within("a send")
        );
        error.Reason.ShouldBe(RocketMqErrorReason.NotSupported);
        error.Message.ShouldContain("broker-old");
        cluster.Brokers[0].Sends.ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_wants_timers_only_gets_an_error_from_an_old_broker_before_anything_is_sent()
    {
        await using FakeCluster cluster = OldCluster();
        await using Producer producer = cluster
            .CreateClient(new ManualTimeProvider())
            .CreateProducer(new() { Scheduling = { Mode = SchedulingMode.Timers } });
        RocketMqException error = await Should.ThrowAsync<RocketMqException>(() =>
            producer.SendAfterAsync(Message, TimeSpan.FromSeconds(1), Cancellation).Within("a send")
        );
        error.Reason.ShouldBe(RocketMqErrorReason.NotSupported);
        cluster.Brokers[0].Sends.ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_wants_levels_gets_them_from_any_broker()
    {
        await using FakeCluster cluster = new("broker-a");
        await using Producer producer = cluster
            .CreateClient(new ManualTimeProvider())
            .CreateProducer(new() { Scheduling = { Mode = SchedulingMode.Levels } });
        (await producer.SendAfterAsync(Message, TimeSpan.FromMinutes(11), Cancellation).Within("a send")).DelayLevel.ShouldBe(15);
    }

    [Fact]
    public async Task A_broker_whose_timers_are_off_is_asked_once_and_then_gets_levels()
    {
        await using FakeCluster cluster = new("broker-a");
        ScriptedBroker broker = cluster.Brokers[0];
        SwitchTimersOff(broker);
        await using Producer producer = cluster.CreateClient(new ManualTimeProvider()).CreateProducer(new() { Retries = 0 });
        for (int count = 0; count < 3; count++)
            (await producer.SendAfterAsync(Message, TimeSpan.FromSeconds(4), Cancellation).Within("a send")).DelayLevel.ShouldBe(2);
        broker.Sends.Count(send => send.Properties.ContainsKey("TIMER_DELAY_MS")).ShouldBe(1);
        broker.Sends.Count(send => send.Properties.ContainsKey("DELAY")).ShouldBe(3);
    }

    [Fact]
    public async Task Timers_that_are_off_are_nothing_to_ask_the_next_broker_about_nor_held_against_one()
    {
        ManualTimeProvider time = new();
        await using FakeCluster cluster = new("broker-a", "broker-b");
        cluster.Brokers.ForEach(SwitchTimersOff);
        RocketMqClient client = cluster.CreateClient(time);
        await using Producer producer = client.CreateProducer();

        (await producer.SendAfterAsync(Message, TimeSpan.FromSeconds(4), Cancellation).Within("a send")).DelayLevel.ShouldBe(2);

        cluster.Brokers.SelectMany(broker => broker.Sends).Count(send => send.Properties.ContainsKey("TIMER_DELAY_MS")).ShouldBe(1);
        cluster.Brokers.ShouldAllBe(broker => client.Session.Brokers.Find(broker.Name)!.Health.IsAvailable(time));
    }

    [Fact]
    public async Task A_cluster_that_cannot_be_asked_is_a_transient_error()
    {
        await using FakeCluster cluster = new("broker-a");
        await cluster.Brokers[0].StopAsync();
        await using Producer producer = cluster.CreateClient().CreateProducer();
        RocketMqException error = await Should.ThrowAsync<RocketMqException>(() =>
            producer.SendAfterAsync(Message, TimeSpan.FromSeconds(1), Cancellation).Within("a send")
        );
        error.Reason.ShouldBe(RocketMqErrorReason.BrokerUnreachable);
        error.IsTransient.ShouldBeTrue();
    }

    [Fact]
    public async Task Delays_times_and_levels_out_of_range_are_refused_before_anything_is_sent()
    {
        ManualTimeProvider time = new();
        await using FakeCluster cluster = new("broker-a");
        await using Producer producer = cluster.CreateClient(time).CreateProducer();
        DateTimeOffset now = time.GetUtcNow();
        foreach (TimeSpan delay in new[] { TimeSpan.Zero, TimeSpan.FromSeconds(-1), TimeSpan.FromDays(3.1) })
        {
            Should.Throw<ArgumentOutOfRangeException>(() => producer.SendAfterAsync(Message, delay, Cancellation).AsTask());
            Should.Throw<ArgumentOutOfRangeException>(() => producer.SendAtAsync(Message, now + delay, Cancellation).AsTask());
        }
        foreach (int level in new[] { 0, -1, 19 })
            Should.Throw<ArgumentOutOfRangeException>(() => producer.SendWithDelayLevelAsync(Message, level, Cancellation).AsTask());
        Message forged = new("orders", "later"u8.ToArray()) { Properties = { ["TIMER_DELAY_MS"] = "5" } };
        (await Should.ThrowAsync<RocketMqException>(() => producer.SendAsync(forged, Cancellation).AsTask())).Reason.ShouldBe(
            RocketMqErrorReason.InvalidMessage
        );
        cluster.Brokers[0].Sends.ShouldBeEmpty();
    }

    private static void SwitchTimersOff(ScriptedBroker broker) =>
        broker.Always(
            RequestCode.SendMessageV2,
            context =>
            {
                if (ScriptedRequest.Copy(context.Request).Properties.Keys.Any(name => name.StartsWith("TIMER")))
                    context.Reply(ResponseCode.SystemError, "accurate timer message is not enabled, timerWheelEnable is false");
                else
                    broker.Store(context);
            }
        );

    private static FakeCluster OldCluster()
    {
        FakeCluster cluster = new();
        cluster.AddBroker("broker-old", V4_9_8);
        cluster.SetRoute("orders", queues: 4);
        return cluster;
    }
}
