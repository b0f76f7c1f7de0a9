using RocketMq.Protocol;
using RocketMq.Routing;
using RocketMq.Tests.Peers;

namespace RocketMq.Tests.Producing.FaultTolerance;

public sealed class FaultToleranceTests
{
    private readonly ManualTimeProvider _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_broker_that_does_not_answer_costs_one_send_and_gets_nothing_until_it_answers_a_probe()
    {
        await using FakeCluster cluster = new("broker-a", "broker-b");
        ScriptedBroker bad = cluster.Broker("broker-a");
        bad.Always(RequestCode.SendMessageV2, Answers.Hang);
        bad.Always(RequestCode.GetMaxOffset, Answers.Hang);
        RocketMqClient client = cluster.CreateClient(_time);
        Producer producer = client.CreateProducer();
        await AdvanceUntilAsync(SendUntilAskedAsync(producer, bad), "a send that met the hanging broker");

        for (int index = 0; index < 32; index++)
            (await SendAsync(producer)).Queue.BrokerName.ShouldBe("broker-b");
        bad.Sends.Count.ShouldBe(1);
        // Long after any isolation it still gets probes only.
        await AdvanceUntilAsync(bad.WaitForAsync(RequestCode.GetMaxOffset, 10), "probes");
        for (int index = 0; index < 32; index++)
            (await SendAsync(producer)).Queue.BrokerName.ShouldBe("broker-b");

        bad.Always(RequestCode.SendMessageV2, bad.Store);
        bad.Always(RequestCode.GetMaxOffset, Answers.Refuse(ResponseCode.TopicNotExist));
        await AdvanceUntilAsync(SendUntilAskedAsync(producer, bad, 2, _time), "the broker being used again");
        int probes = bad.Received(RequestCode.GetMaxOffset).Count;
        _time.Advance(TimeSpan.FromMinutes(1));
        await bad.FenceAsync(client);
        bad.Received(RequestCode.GetMaxOffset).Count.ShouldBe(probes, "nobody is watched any more");
    }

    [Fact]
    public async Task Without_detector_the_isolation_ends_by_itself()
    {
        await using FakeCluster cluster = new("broker-a", "broker-b");
        ScriptedBroker bad = cluster.Broker("broker-a");
        bad.Once(RequestCode.SendMessageV2, Answers.BreakConnection);
        Producer producer = Create(cluster, tolerance => tolerance.DetectorEnabled = false);
        await AdvanceUntilAsync(SendUntilAskedAsync(producer, bad), "a send that broke");
        (await CountSendsToAsync(producer, bad, 16)).ShouldBe(0);
        _time.Advance(TimeSpan.FromSeconds(9));
        (await CountSendsToAsync(producer, bad, 16)).ShouldBe(0);
        _time.Advance(TimeSpan.FromSeconds(1));
        (await CountSendsToAsync(producer, bad, 16)).ShouldBe(8);
        bad.Received(RequestCode.GetMaxOffset).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_slow_broker_rests_as_long_as_the_table_says()
    {
        await using FakeCluster cluster = new("broker-a", "broker-b");
        ScriptedBroker slow = cluster.Broker("broker-a");
        slow.Once(
            RequestCode.SendMessageV2,
            context =>
            {
                _time.Advance(TimeSpan.FromMilliseconds(600));
                slow.Store(context);
            }
        );
        Producer producer = Create(cluster);
        await SendUntilAskedAsync(producer, slow).Within("a slow send");
        (await CountSendsToAsync(producer, slow, 16)).ShouldBe(0);
        _time.Advance(TimeSpan.FromSeconds(2));
        (await CountSendsToAsync(producer, slow, 16)).ShouldBe(8);
    }

    [Fact]
    public async Task The_load_of_a_bad_broker_is_shared_evenly_by_the_others()
    {
        await using FakeCluster cluster = new("broker-a", "broker-b", "broker-c", "broker-d");
        ScriptedBroker bad = cluster.Broker("broker-b");
        bad.Once(RequestCode.SendMessageV2, Answers.Refuse(ResponseCode.SystemBusy));
        Producer producer = Create(cluster);
        await AdvanceUntilAsync(SendUntilAskedAsync(producer, bad), "a refused send");
        int[] before = Counts(cluster);
        for (int index = 0; index < 192; index++)
            await SendAsync(producer);
        int[] added = [.. Counts(cluster).Zip(before, (now, then) => now - then)];
        added[1].ShouldBe(0);
        foreach (int count in new[] { added[0], added[2], added[3] })
            count.ShouldBeInRange(62, 66);
    }

    [Fact]
    public async Task A_message_that_is_rightly_refused_is_not_held_against_the_broker()
    {
        await using FakeCluster cluster = new("broker-a", "broker-b");
        ScriptedBroker broker = cluster.Broker("broker-a");
        broker.Once(RequestCode.SendMessageV2, Answers.Refuse(ResponseCode.MessageIllegal));
        broker.Once(RequestCode.SendMessageV2, Answers.Refuse(ResponseCode.NoPermission));
        Producer producer = Create(cluster);
        for (int refused = 0; refused < 2; )
        {
            int asked = broker.Sends.Count;
            try
            {
                await SendAsync(producer);
            }
            catch (BrokerException) { }
            refused += broker.Sends.Count - asked;
        }
        (await CountSendsToAsync(producer, broker, 16)).ShouldBe(8);
    }

    [Fact]
    public async Task What_one_producer_learned_the_others_of_the_client_know()
    {
        await using FakeCluster cluster = new("broker-a", "broker-b");
        ScriptedBroker bad = cluster.Broker("broker-a");
        bad.Once(RequestCode.SendMessageV2, Answers.Refuse(ResponseCode.ServiceNotAvailable));
        RocketMqClient client = cluster.CreateClient(_time);
        await SendUntilAskedAsync(client.CreateProducer(new() { Group = "first" }), bad).Within("a refused send");
        (await CountSendsToAsync(client.CreateProducer(new() { Group = "second" }), bad, 16)).ShouldBe(0);
        Producer unimpressed = client.CreateProducer(
            new()
            {
                Group = "third",
                FaultTolerance = new() { Enabled = false },
            }
        );
        (await CountSendsToAsync(unimpressed, bad, 16)).ShouldBe(8);
    }

    [Fact]
    public async Task When_every_broker_is_bad_all_are_used_in_turn()
    {
        await using FakeCluster cluster = new("broker-a", "broker-b");
        foreach (ScriptedBroker broker in cluster.Brokers)
            broker.Once(RequestCode.SendMessageV2, Answers.Refuse(ResponseCode.ServiceNotAvailable));
        Producer producer = Create(cluster);
        (await SendAsync(producer)).Status.ShouldBe(SendStatus.Stored);
        (await CountSendsToAsync(producer, cluster.Broker("broker-a"), 16)).ShouldBeInRange(7, 9);
    }

    [Fact]
    public void A_shorter_isolation_does_not_shorten_a_longer_one()
    {
        BrokerHealth health = new();
        health.IsAvailable(_time).ShouldBeTrue();
        health.Isolate(TimeSpan.FromSeconds(10), _time);
        health.Isolate(TimeSpan.FromSeconds(2), _time);
        _time.Advance(TimeSpan.FromSeconds(9));
        health.IsAvailable(_time).ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(1));
        health.IsAvailable(_time).ShouldBeTrue();
    }

    [Fact]
    public async Task A_producer_that_goes_leaves_no_broker_unreachable()
    {
        await using FakeCluster cluster = new("broker-a", "broker-b");
        ScriptedBroker bad = cluster.Broker("broker-a");
        bad.Once(RequestCode.SendMessageV2, Answers.BreakConnection);
        RocketMqClient client = cluster.CreateClient(_time);
        Producer producer = client.CreateProducer();
        await AdvanceUntilAsync(SendUntilAskedAsync(producer, bad), "a send that broke");
        BrokerHealth health = client.Session.Brokers.Find("broker-a").ShouldNotBeNull().Health;
        health.IsReachable.ShouldBeFalse();
        await producer.DisposeAsync().AsTask().Within("the producer to close");
        health.IsReachable.ShouldBeTrue();
    }

    [Fact]
    public void A_table_out_of_order_is_an_error()
    {
        ProducerOptions options = new();
        options.FaultTolerance.LatencyLimits.Add(new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)));
        Should.Throw<ArgumentException>(() => RocketMq.Producing.ProducerSettings.From(options)).Message.ShouldContain("ascend");
    }

    private Producer Create(FakeCluster cluster, Action<FaultToleranceOptions>? configure = null)
    {
        ProducerOptions options = new();
        configure?.Invoke(options.FaultTolerance);
        return cluster.CreateClient(_time).CreateProducer(options);
    }

    private static int[] Counts(FakeCluster cluster) => [.. cluster.Brokers.Select(broker => broker.Sends.Count)];

    private static async Task<int> CountSendsToAsync(Producer producer, ScriptedBroker broker, int sends)
    {
        int before = broker.Sends.Count;
        for (int index = 0; index < sends; index++)
            await SendAsync(producer);
        return broker.Sends.Count - before;
    }

    // Round robin starts anywhere, so the first send may not meet the broker in question.
    private static async Task SendUntilAskedAsync(Producer producer, ScriptedBroker broker, int times = 1, ManualTimeProvider? time = null)
    {
        while (broker.Sends.Count < times)
        {
            await SendAsync(producer);
            time?.Advance(TimeSpan.FromMilliseconds(50));
        }
    }

    private static Task<SendReceipt> SendAsync(Producer producer) =>
        producer.SendAsync(new Message("orders", "body"u8.ToArray()), Cancellation).Within("a send");

    private Task AdvanceUntilAsync(Task task, string what) =>
        _time.AdvanceUntilAsync(task, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(2), what);
}
