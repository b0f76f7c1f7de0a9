using RocketMq.Protocol;
using RocketMq.Tests.Peers;

namespace RocketMq.Tests.BrokenPeers;

/// <summary>Brokers that say that they have too much to do.</summary>
public sealed class FlowControlTests
{
    private readonly ManualTimeProvider _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_only_broker_gets_a_pause_before_each_further_attempt_and_the_error_says_that_waiting_helps()
    {
        await using FakeCluster cluster = new("broker-a");
        ScriptedBroker broker = cluster.Broker("broker-a");
        broker.Always(
            RequestCode.SendMessageV2,
            Answers.Refuse(ResponseCode.SystemBusy, "[TIMEOUT_CLEAN_QUEUE]broker busy, start flow control for a while")
        );
        Producer producer = cluster.CreateClient(_time).CreateProducer();
        DateTimeOffset start = _time.GetUtcNow();
        Task<SendReceipt> send = producer.SendAsync(new Message("orders", new byte[1]), Cancellation).AsTask();

        BrokerException busy = await Should.ThrowAsync<BrokerException>(() =>
            _time.AdvanceUntilAsync(send, TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(10), "the send does not end")
        );

        busy.Reason.ShouldBe(RocketMqErrorReason.Throttled);
        busy.IsTransient.ShouldBeTrue();
        broker.Sends.Count.ShouldBe(3);
        (_time.GetUtcNow() - start).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(400));
    }

    [Fact]
    public async Task A_busy_broker_is_left_alone_while_another_one_has_time()
    {
        await using FakeCluster cluster = new("broker-a", "broker-b");
        cluster.Broker("broker-a").Always(RequestCode.SendMessageV2, Answers.Refuse(ResponseCode.SystemBusy, "busy"));
        RocketMqClient client = cluster.CreateClient(_time);
        Producer producer = client.CreateProducer();
        // Round robin starts anywhere, and the send that meets the busy broker pauses before it goes to the other one.
        await _time.AdvanceUntilAsync(
            SendUntilAskedAsync(producer, cluster.Broker("broker-a")),
            TimeSpan.FromMilliseconds(50),
            TimeSpan.FromSeconds(10),
            "no send met the busy broker"
        );

        for (int number = 0; number < 20; number++)
            (await SendAsync(producer)).Queue.BrokerName.ShouldBe("broker-b");

        await cluster.Broker("broker-a").FenceAsync(client);
        cluster.Broker("broker-a").Sends.Count.ShouldBe(1);
    }

    private static async Task SendUntilAskedAsync(Producer producer, ScriptedBroker broker)
    {
        while (broker.Sends.Count == 0)
            await SendAsync(producer);
    }

    private static Task<SendReceipt> SendAsync(Producer producer) =>
        producer.SendAsync(new Message("orders", new byte[1]), Cancellation).Within("a send");
}
