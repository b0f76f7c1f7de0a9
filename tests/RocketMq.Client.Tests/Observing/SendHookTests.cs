using System.Collections.Concurrent;
using RocketMq.Protocol;
using RocketMq.Tests.EndToEnd;
using RocketMq.Tests.Peers;

namespace RocketMq.Tests.Observing;

public sealed class SendHookTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_send_is_told_once_before_and_once_after_however_many_attempts_it_takes()
    {
        await using FakeCluster cluster = new("broker-a", "broker-b");
        cluster.Broker("broker-a").Always(RequestCode.SendMessageV2, Answers.Refuse(ResponseCode.SystemBusy));
        RecordingHook hook = new();
        Producer producer = cluster
            .CreateClient(configure: options => options.SendHooks.Add(hook))
            .CreateProducer(new() { Group = "sellers" });
        for (int index = 0; index < 8; index++)
            await producer.SendAsync(new Message("orders", new byte[3]) { Tag = "created" }, Cancellation).Within("a send");

        hook.Before.Count.ShouldBe(8);
        hook.After.Count.ShouldBe(8);
        SendHookContext context = hook.After.First();
        context.ProducerGroup.ShouldBe("sellers");
        context.Topic.ShouldBe("orders");
        context.Message.Tag.ShouldBe("created");
        context.Mode.ShouldBe(SendMode.Confirmed);
        context.Receipt.ShouldNotBeNull().Queue.BrokerName.ShouldBe("broker-b");
        context.MessageId.ShouldBe(context.Receipt.Value.MessageId);
        context.BrokerAddress.ShouldBe("broker-b:10911");
        context.Exception.ShouldBeNull();
        context.Items["seen"].ShouldBe(true);
    }

    [Fact]
    public async Task A_failed_send_and_a_one_way_send_are_told_too()
    {
        await using FakeCluster cluster = new("broker-a");
        RecordingHook hook = new();
        Producer producer = cluster.CreateClient(configure: options => options.SendHooks.Add(hook)).CreateProducer();
        await producer.SendOneWayAsync(new Message("orders", new byte[3]), Cancellation).Within("the one-way send");
        hook.After.ShouldHaveSingleItem().Mode.ShouldBe(SendMode.OneWay);
        hook.After.Single().Receipt.ShouldBeNull();

        cluster.Brokers[0].Always(RequestCode.SendMessageV2, Answers.Refuse(ResponseCode.MessageIllegal, "bad"));
        BrokerException error = await Should.ThrowAsync<BrokerException>(() =>
            producer.SendAsync(new Message("orders", new byte[3]), Cancellation).Within("the send")
        );
        hook.After.Count.ShouldBe(2);
        hook.After.Last().Exception.ShouldBe(error);

        await Should.ThrowAsync<RocketMqException>(() =>
            producer.SendAsync(new Message("orders", default), Cancellation).Within("no body")
        );
        hook.Before.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Hooks_that_throw_are_logged_and_harm_nothing()
    {
        await using FakeCluster cluster = new("broker-a");
        using LogLines log = new();
        RecordingHook second = new();
        RocketMqClient client = cluster.CreateClient(configure: options =>
        {
            options.LoggerFactory = log;
            options.SendHooks.Add(new ThrowingHook());
            options.SendHooks.Add(second);
        });
        await client.CreateProducer().SendAsync(new Message("orders", new byte[3]), Cancellation).Within("the send");

        second.After.Count.ShouldBe(1);
        log.Count(nameof(ThrowingHook)).ShouldBe(2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_veto_is_a_typed_error_and_nothing_is_sent(bool throws)
    {
        await using FakeCluster cluster = new("broker-a");
        RecordingHook hook = new();
        RocketMqClient client = cluster.CreateClient(configure: options =>
        {
            options.CheckForbiddenHooks.Add(new Guard(throws));
            options.SendHooks.Add(hook);
        });
        Producer producer = client.CreateProducer();
        RocketMqException error = await Should.ThrowAsync<RocketMqException>(() =>
            producer.SendAsync(new Message("orders", new byte[3]) { Tag = "secret" }, Cancellation).Within("the send")
        );
        error.Reason.ShouldBe(RocketMqErrorReason.Vetoed);
        error.IsTransient.ShouldBeFalse();
        error.Message.ShouldContain("no secrets");
        hook.Before.ShouldBeEmpty();
        cluster.Brokers[0].Sends.ShouldBeEmpty();

        await producer.SendAsync(new Message("orders", new byte[3]), Cancellation).Within("a permitted send");
        hook.After.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_decision_about_a_transaction_is_told()
    {
        await using FakeCluster cluster = new("broker-a");
        TransactionHook hook = new();
        RocketMqClient client = cluster.CreateClient(configure: options => options.EndTransactionHooks.Add(hook));
        EndTransactionHookContext decision = new()
        {
            ProducerGroup = "sellers",
            Topic = "orders",
            BrokerAddress = "broker-a:10911",
            MessageId = "A",
            State = "COMMIT_MESSAGE",
            IsFromCheck = false,
        };
        client.Session.TellEndTransaction(decision);
        hook.Told.ShouldHaveSingleItem().ShouldBeSameAs(decision);
    }

    private sealed class RecordingHook : ISendHook
    {
        public ConcurrentQueue<SendHookContext> Before { get; } = new();

        public ConcurrentQueue<SendHookContext> After { get; } = new();

        public void OnSending(SendHookContext context)
        {
            context.Items["seen"] = true;
            Before.Enqueue(context);
        }

        public void OnSent(SendHookContext context) => After.Enqueue(context);
    }

    private sealed class ThrowingHook : ISendHook
    {
        public void OnSending(SendHookContext context) => throw new InvalidOperationException("before");

        public void OnSent(SendHookContext context) => throw new InvalidOperationException("after");
    }

    private sealed class Guard(bool throws) : ICheckForbiddenHook
    {
        public string? FindObjection(SendHookContext context)
        {
            if (context.Message.Tag != "secret")
                return null;
            return throws ? throw new InvalidOperationException("no secrets") : "no secrets.";
        }
    }

    private sealed class TransactionHook : IEndTransactionHook
    {
        public List<EndTransactionHookContext> Told { get; } = [];

        public void OnEndingTransaction(EndTransactionHookContext context) => Told.Add(context);
    }
}
