using RocketMq.Protocol;
using RocketMq.Tests;
using RocketMq.Tests.Peers;

namespace RocketMq.Tests.Producing;

public sealed class SendTimeoutTests
{
    private readonly ManualTimeProvider _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_broker_that_hangs_costs_half_the_time_when_another_one_is_there()
    {
        await using FakeCluster cluster = new("broker-a", "broker-b");
        cluster.Broker("broker-a").Always(RequestCode.SendMessageV2, Answers.Hang);
        Producer producer = cluster.CreateClient(_time).CreateProducer();
        DateTimeOffset start = _time.GetUtcNow();
        Task<SendReceipt> hanging = SendUntilBrokerIsAskedAsync(producer, cluster.Broker("broker-a"));
        await AdvanceUntilAsync(hanging, "a send that met the hanging broker");
        (await hanging).Queue.BrokerName.ShouldBe("broker-b");
        (_time.GetUtcNow() - start).ShouldBeInRange(TimeSpan.FromSeconds(1.4), TimeSpan.FromSeconds(2.5));
    }

    [Fact]
    public async Task The_only_broker_gets_the_whole_time_and_one_request()
    {
        await using FakeCluster cluster = new("broker-a");
        cluster.Broker("broker-a").Always(RequestCode.SendMessageV2, Answers.Hang);
        Producer producer = cluster.CreateClient(_time).CreateProducer();
        DateTimeOffset start = _time.GetUtcNow();
        Task<SendReceipt> send = producer.SendAsync(Order(), Cancellation).AsTask();
        await cluster.Broker("broker-a").WaitForAsync(RequestCode.SendMessageV2, 1);
        RocketMqException error = await Should.ThrowAsync<RocketMqException>(() => AdvanceUntilAsync(send, "the send"));
        error.Reason.ShouldBe(RocketMqErrorReason.Timeout);
        error.IsTransient.ShouldBeTrue();
        error.Message.ShouldContain("3000 ms");
        error.Message.ShouldContain("may have been stored");
        (_time.GetUtcNow() - start).ShouldBeInRange(TimeSpan.FromSeconds(2.9), TimeSpan.FromSeconds(3.5));
        cluster.Broker("broker-a").Sends.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_message_whose_encoding_took_all_the_time_is_a_timeout()
    {
        await using FakeCluster cluster = new("broker-a");
        Producer producer = cluster.CreateClient(_time).CreateProducer();
        Message slow = Order();
        slow.Keys = new SlowKeys(_time);
        RocketMqException error = await Should.ThrowAsync<RocketMqException>(() =>
            producer.SendAsync(slow, Cancellation).Within("the send")
        );
        error.Reason.ShouldBe(RocketMqErrorReason.Timeout);
        cluster.Broker("broker-a").Sends.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_answer_that_comes_after_the_retry_changes_nothing()
    {
        await using FakeCluster cluster = new("broker-a", "broker-b");
        TaskCompletionSource late = new(TaskCreationOptions.RunContinuationsAsynchronously);
        cluster
            .Broker("broker-a")
            .Always(
                RequestCode.SendMessageV2,
                Answers.After(
                    late.Task,
                    context => context.Reply(ResponseCode.Success, new SendMessageResponseHeader { QueueOffset = 999 })
                )
            );
        Producer producer = cluster.CreateClient(_time).CreateProducer();
        Task<SendReceipt> send = SendUntilBrokerIsAskedAsync(producer, cluster.Broker("broker-a"));
        await AdvanceUntilAsync(send, "the send");
        SendReceipt receipt = await send;
        receipt.Queue.BrokerName.ShouldBe("broker-b");
        late.SetResult();
        // The connection is in order: the next send over it works, and the late answer has ended nobody's wait.
        cluster.Broker("broker-a").Always(RequestCode.SendMessageV2, cluster.Broker("broker-a").Store);
        for (int index = 0; index < 8; index++)
            (await producer.SendAsync(Order(), Cancellation).Within("a later send")).QueueOffset.ShouldBeLessThan(999);
    }

    [Fact]
    public async Task A_name_server_that_hangs_uses_up_the_time_and_is_named()
    {
        await using FakeCluster cluster = new("broker-a");
        cluster.NameServer.Always(RequestCode.GetRouteInfoByTopic, Answers.Hang);
        Producer producer = cluster.CreateClient(_time).CreateProducer();
        Task<SendReceipt> send = producer.SendAsync(Order(), Cancellation).AsTask();
        await cluster.NameServer.WaitForAsync(RequestCode.GetRouteInfoByTopic, 1);
        RocketMqException error = await Should.ThrowAsync<RocketMqException>(() => AdvanceUntilAsync(send, "the send"));
        error.Reason.ShouldBeOneOf(RocketMqErrorReason.NameServerUnreachable, RocketMqErrorReason.Timeout);
        error.Message.ShouldContain("ns-1:9876");
    }

    // Round robin starts anywhere, so the first send may not meet the broker in question.
    private static async Task<SendReceipt> SendUntilBrokerIsAskedAsync(Producer producer, ScriptedBroker broker)
    {
        SendReceipt receipt;
        do
        {
            receipt = await producer.SendAsync(Order(), Cancellation);
        } while (broker.Sends.Count == 0);
        return receipt;
    }

    private Task AdvanceUntilAsync(Task task, string what) =>
        _time.AdvanceUntilAsync(task, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(30), what);

    private static Message Order() => new("orders", "body"u8.ToArray());

    private sealed class SlowKeys(ManualTimeProvider time) : IReadOnlyList<string>
    {
        public int Count => 1;

        public string this[int index]
        {
            get
            {
                time.Advance(TimeSpan.FromSeconds(10));
                return "K";
            }
        }

        public IEnumerator<string> GetEnumerator() => Enumerable.Repeat(this[0], 1).GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
