using RocketMq.Protocol;
using RocketMq.Tests.Peers;
using RocketMq.Transport;

namespace RocketMq.Tests.Producing;

public sealed class SendRetryTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ResponseCode.TopicNotExist)]
    [InlineData(ResponseCode.ServiceNotAvailable)]
    [InlineData(ResponseCode.SystemError)]
    [InlineData(ResponseCode.SystemBusy)]
    [InlineData(ResponseCode.NoPermission)]
    public async Task A_refusal_that_another_broker_may_not_repeat_is_tried_there(ResponseCode code)
    {
        await using FakeCluster cluster = new("broker-a", "broker-b");
        cluster.Broker("broker-a").Always(RequestCode.SendMessageV2, Answers.Refuse(code));
        Producer producer = cluster.CreateClient().CreateProducer();
        for (int index = 0; index < 8; index++)
        {
            SendReceipt receipt = await producer.SendAsync(Order(), Cancellation).Within("a send");
            receipt.Queue.BrokerName.ShouldBe("broker-b");
        }
        cluster.Broker("broker-b").Sends.Count.ShouldBe(8);
        cluster.Broker("broker-a").Sends.ShouldNotBeEmpty();
        HashSet<string> stored = [.. cluster.Broker("broker-b").Sends.Select(IdOf)];
        cluster.Broker("broker-a").Sends.ShouldAllBe(refused => stored.Contains(IdOf(refused)));
    }

    [Theory]
    [InlineData(ResponseCode.MessageIllegal, RocketMqErrorReason.InvalidMessage, false)]
    [InlineData(ResponseCode.FlowControl, RocketMqErrorReason.Throttled, true)]
    [InlineData(ResponseCode.RequestCodeNotSupported, RocketMqErrorReason.NotSupported, false)]
    public async Task A_refusal_that_every_broker_would_repeat_is_reported_at_once(
        ResponseCode code,
        RocketMqErrorReason reason,
        bool isTransient
    )
    {
        await using FakeCluster cluster = new("broker-a", "broker-b");
        foreach (ScriptedBroker broker in cluster.Brokers)
            broker.Always(RequestCode.SendMessageV2, Answers.Refuse(code, "because of this"));
        Producer producer = cluster.CreateClient().CreateProducer();
        BrokerException error = await Should.ThrowAsync<BrokerException>(() =>
            producer.SendAsync(Order(), Cancellation).Within("the send")
        );
        error.Code.ShouldBe(code);
        error.Reason.ShouldBe(reason);
        error.IsTransient.ShouldBe(isTransient);
        error.Message.ShouldContain("because of this");
        error.Message.ShouldContain("orders");
        cluster.Brokers.Sum(broker => broker.Sends.Count).ShouldBe(1);
    }

    [Fact]
    public async Task When_every_attempt_is_refused_the_last_refusal_is_reported()
    {
        await using FakeCluster cluster = new("broker-a", "broker-b");
        foreach (ScriptedBroker broker in cluster.Brokers)
            broker.Always(RequestCode.SendMessageV2, Answers.Refuse(ResponseCode.SystemBusy));
        Producer producer = cluster.CreateClient().CreateProducer();
        BrokerException error = await Should.ThrowAsync<BrokerException>(() =>
            producer.SendAsync(Order(), Cancellation).Within("the send")
        );
        error.Reason.ShouldBe(RocketMqErrorReason.Throttled);
        cluster.Brokers.Sum(broker => broker.Sends.Count).ShouldBe(3);
    }

    [Fact]
    public async Task A_connection_that_breaks_under_the_request_costs_an_attempt_not_the_message()
    {
        await using FakeCluster cluster = new("broker-a", "broker-b");
        cluster.Broker("broker-a").Always(RequestCode.SendMessageV2, Answers.BreakConnection);
        Producer producer = cluster.CreateClient().CreateProducer();
        for (int index = 0; index < 8; index++)
        {
            SendReceipt receipt = await producer.SendAsync(Order(), Cancellation).Within("a send");
            receipt.Queue.BrokerName.ShouldBe("broker-b");
        }
    }

    [Fact]
    public async Task A_keyed_message_stays_on_its_queue_when_its_connection_breaks()
    {
        await using FakeCluster cluster = new("broker-a", "broker-b");
        foreach (ScriptedBroker broker in cluster.Brokers)
            broker.Once(RequestCode.SendMessageV2, Answers.BreakConnection);
        Producer producer = cluster.CreateClient().CreateProducer();
        SendReceipt receipt = await producer.SendAsync(Order(), QueueSelection.ByHash(1), Cancellation).Within("the send");
        ScriptedBroker used = cluster.Broker(receipt.Queue.BrokerName);
        used.Sends.Count.ShouldBe(2);
        used.Sends.Select(IdOf).Distinct().Count().ShouldBe(1);
        used.Sends.ShouldAllBe(request => request.QueueId == receipt.Queue.QueueId);
        cluster.Brokers.Single(broker => broker != used).Sends.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_keyed_message_that_is_refused_is_not_moved()
    {
        await using FakeCluster cluster = new("broker-a", "broker-b");
        foreach (ScriptedBroker broker in cluster.Brokers)
            broker.Always(RequestCode.SendMessageV2, Answers.Refuse(ResponseCode.SystemError));
        Producer producer = cluster.CreateClient().CreateProducer();
        await Should.ThrowAsync<BrokerException>(() =>
            producer.SendAsync(Order(), QueueSelection.ByHash(1), Cancellation).Within("the send")
        );
        cluster.Brokers.Sum(broker => broker.Sends.Count).ShouldBe(1);
    }

    [Fact]
    public async Task When_every_connection_breaks_the_error_tells_each_attempt_and_that_it_may_be_stored()
    {
        await using FakeCluster cluster = new("broker-a", "broker-b");
        foreach (ScriptedBroker broker in cluster.Brokers)
            broker.Always(RequestCode.SendMessageV2, Answers.BreakConnection);
        Producer producer = cluster.CreateClient().CreateProducer();
        RocketMqException error = await Should.ThrowAsync<RocketMqException>(() =>
            producer.SendAsync(Order(), Cancellation).Within("the send")
        );
        error.IsTransient.ShouldBeTrue();
        error.Message.ShouldContain("broker-a");
        error.Message.ShouldContain("broker-b");
        error.Message.ShouldContain("3 attempt(s)");
        error.Message.ShouldContain("may have been stored");
    }

    [Fact]
    public async Task A_broker_that_is_down_is_told_from_one_that_broke()
    {
        await using FakeCluster cluster = new("broker-a");
        await cluster.Broker("broker-a").StopAsync();
        Producer producer = cluster.CreateClient().CreateProducer();
        RocketMqException error = await Should.ThrowAsync<RocketMqException>(() =>
            producer.SendAsync(Order(), Cancellation).Within("the send")
        );
        error.Reason.ShouldBe(RocketMqErrorReason.BrokerUnreachable);
        error.Message.ShouldContain("broker-a:10911");
        error.Message.ShouldContain("Nothing was sent");
    }

    [Fact]
    public async Task A_broker_that_comes_back_is_used_again()
    {
        await using FakeCluster cluster = new("broker-a");
        Producer producer = cluster.CreateClient().CreateProducer(new() { SendTimeout = TimeSpan.FromSeconds(20), Retries = 20 });
        await producer.SendAsync(Order(), Cancellation).Within("the first send");
        await cluster.Broker("broker-a").StopAsync();
        Task<SendReceipt> send = producer.SendAsync(Order(), Cancellation).AsTask();
        cluster.Broker("broker-a").Start();
        (await send.Within("the send over the restart")).Status.ShouldBe(SendStatus.Stored);
    }

    [Fact]
    public async Task Without_retries_the_first_failure_is_final()
    {
        await using FakeCluster cluster = new("broker-a", "broker-b");
        foreach (ScriptedBroker broker in cluster.Brokers)
            broker.Always(RequestCode.SendMessageV2, Answers.Refuse(ResponseCode.SystemBusy));
        Producer producer = cluster.CreateClient().CreateProducer(new() { Retries = 0 });
        await Should.ThrowAsync<BrokerException>(() => producer.SendAsync(Order(), Cancellation).Within("the send"));
        cluster.Brokers.Sum(broker => broker.Sends.Count).ShouldBe(1);
    }

    [Theory]
    [InlineData(ResponseCode.FlushDiskTimeout, SendStatus.FlushDiskTimeout)]
    [InlineData(ResponseCode.FlushSlaveTimeout, SendStatus.FlushReplicaTimeout)]
    [InlineData(ResponseCode.SlaveNotAvailable, SendStatus.ReplicaNotAvailable)]
    public async Task A_message_stored_with_reservations_is_a_success(ResponseCode code, SendStatus status)
    {
        await using FakeCluster cluster = new("broker-a", "broker-b");
        foreach (ScriptedBroker broker in cluster.Brokers)
            broker.Always(RequestCode.SendMessageV2, broker.StoreWith(code));
        Producer producer = cluster.CreateClient().CreateProducer();
        (await producer.SendAsync(Order(), Cancellation).Within("the send")).Status.ShouldBe(status);
        cluster.Brokers.Sum(broker => broker.Sends.Count).ShouldBe(1);
    }

    [Fact]
    public async Task On_request_a_message_stored_with_reservations_is_sent_to_another_broker_too()
    {
        await using FakeCluster cluster = new("broker-a", "broker-b");
        cluster.Broker("broker-a").Always(RequestCode.SendMessageV2, cluster.Broker("broker-a").StoreWith(ResponseCode.FlushDiskTimeout));
        Producer producer = cluster.CreateClient().CreateProducer(new() { RetryWhenNotSafelyStored = true });
        for (int index = 0; index < 8; index++)
        {
            SendReceipt receipt = await producer.SendAsync(Order(), Cancellation).Within("a send");
            receipt.Queue.BrokerName.ShouldBe("broker-b");
            receipt.Status.ShouldBe(SendStatus.Stored);
        }
        cluster.Broker("broker-a").Sends.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_stored_message_is_a_success_even_if_the_wanted_second_copy_fails()
    {
        await using FakeCluster cluster = new("broker-a");
        cluster.Broker("broker-a").Once(RequestCode.SendMessageV2, cluster.Broker("broker-a").StoreWith(ResponseCode.FlushDiskTimeout));
        cluster.Broker("broker-a").Always(RequestCode.SendMessageV2, Answers.Refuse(ResponseCode.MessageIllegal));
        Producer producer = cluster.CreateClient().CreateProducer(new() { RetryWhenNotSafelyStored = true });
        SendReceipt receipt = await producer.SendAsync(Order(), Cancellation).Within("the send");
        receipt.Status.ShouldBe(SendStatus.FlushDiskTimeout);
    }

    private static string IdOf(ScriptedRequest request) => request.Properties["UNIQ_KEY"];

    private static Message Order() => new("orders", "body"u8.ToArray());
}
