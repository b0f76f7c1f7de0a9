using System.Diagnostics.CodeAnalysis;
using System.Text;
using RocketMq.Protocol;
using RocketMq.Tests.Peers;

namespace RocketMq.Tests.Producing;

public sealed class SendTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_send_says_everything_that_the_broker_needs()
    {
        await using FakeCluster cluster = new("broker-a");
        Producer producer = cluster.CreateClient().CreateProducer(new() { Group = "shop" });
        Message message = new("orders", "body"u8.ToArray())
        {
            Tag = "created",
            Keys = ["A-17"],
            Flag = 7,
        };
        SendReceipt receipt = await producer.SendAsync(message, Cancellation).Within("the send");

        ScriptedRequest request = cluster.Broker("broker-a").Sends.ShouldHaveSingleItem();
        request.Fields["a"].ShouldBe("shop");
        request.Fields["b"].ShouldBe("orders");
        request.Fields["c"].ShouldBe("TBW102");
        request.Fields["d"].ShouldBe("4");
        request.Fields["f"].ShouldBe("0");
        request.Fields["h"].ShouldBe("7");
        request.Fields["j"].ShouldBe("0");
        request.Fields["k"].ShouldBe("false");
        request.Fields["m"].ShouldBe("false");
        request.Fields["n"].ShouldBe("broker-a");
        request.Fields.ShouldNotContainKey("l");
        request.BodyText.ShouldBe("body");
        request.IsOneWay.ShouldBeFalse();
        request.Properties["TAGS"].ShouldBe("created");
        request.Properties["KEYS"].ShouldBe("A-17");
        request.Properties["WAIT"].ShouldBe("true");
        receipt.MessageId.ShouldBe(request.Properties["UNIQ_KEY"]);
        receipt.OffsetMessageId.ShouldBe("7F00000100002A9F0000000000000001");
        receipt.Queue.ShouldBe(new MessageQueue("orders", "broker-a", request.QueueId));
        receipt.QueueOffset.ShouldBe(0);
        receipt.Status.ShouldBe(SendStatus.Stored);
    }

    [Fact]
    [SuppressMessage("Reliability", "CA2012", Justification = "The misuse is what is tested.")]
    public async Task A_result_that_is_not_there_yet_or_was_taken_is_refused_and_harms_no_other_send()
    {
        await using FakeCluster cluster = new("broker-a");
        Producer producer = cluster.CreateClient().CreateProducer();
        await producer.SendAsync(Order(), Cancellation).Within("the first send");
        TaskCompletionSource answering = new(TaskCreationOptions.RunContinuationsAsynchronously);
        cluster
            .Broker("broker-a")
            .Once(
                RequestCode.SendMessageV2,
                Answers.After(
                    answering.Task,
                    late => late.Reply(ResponseCode.Success, new SendMessageResponseHeader { MessageId = "held", QueueId = 0 })
                )
            );
        ValueTask<SendReceipt> sending = producer.SendAsync(Order(), Cancellation);
        Func<ValueTask<SendReceipt>> same = () => sending;

        Should.Throw<InvalidOperationException>(() => same().GetAwaiter().GetResult()).Message.ShouldContain("await it");
        answering.SetResult();
        SendReceipt receipt = await same().AsTask().Within("the send");
        Should.Throw<InvalidOperationException>(() => same().GetAwaiter().GetResult());
        SendReceipt next = await producer.SendAsync(Order(), Cancellation).Within("the next send");
        next.MessageId.ShouldNotBe(receipt.MessageId);
    }

    [Fact]
    public async Task Round_robin_visits_every_queue_of_every_broker_in_turn()
    {
        await using FakeCluster cluster = new("broker-a", "broker-b");
        Producer producer = cluster.CreateClient().CreateProducer();
        List<MessageQueue> used = [];
        for (int index = 0; index < 16; index++)
            used.Add((await producer.SendAsync(Order(), Cancellation).Within("a send")).Queue);
        used.Distinct().Count().ShouldBe(8);
        used.GroupBy(queue => queue).ShouldAllBe(group => group.Count() == 2);
    }

    [Fact]
    public async Task A_key_always_goes_to_the_queue_of_its_hash()
    {
        await using FakeCluster cluster = new("broker-a", "broker-b");
        Producer producer = cluster.CreateClient().CreateProducer();
        IReadOnlyList<MessageQueue> queues = await producer.GetPublishQueuesAsync("orders", Cancellation).Within("the queues");
        foreach (string key in (string[])["a", "b", "user-42", "客户"])
        {
            MessageQueue expected = queues[QueueHash.Select(TagCodes.JavaHash(key), queues.Count)];
            for (int repetition = 0; repetition < 3; repetition++)
            {
                SendReceipt receipt = await producer.SendAsync(Order(), QueueSelection.ByKey(key), Cancellation).Within("a send");
                receipt.Queue.ShouldBe(expected);
            }
        }
    }

    [Fact]
    public async Task A_named_queue_is_used_and_one_outside_the_route_is_an_error()
    {
        await using FakeCluster cluster = new("broker-a");
        Producer producer = cluster.CreateClient().CreateProducer();
        MessageQueue queue = new("orders", "broker-a", 3);
        (await producer.SendAsync(Order(), QueueSelection.To(queue), Cancellation).Within("the send")).Queue.ShouldBe(queue);
        RocketMqException error = await Should.ThrowAsync<RocketMqException>(() =>
            producer.SendAsync(Order(), QueueSelection.To(queue with { QueueId = 4 }), Cancellation).AsTask()
        );
        error.Reason.ShouldBe(RocketMqErrorReason.RouteNotFound);
        cluster.Broker("broker-a").Sends.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_function_that_selects_no_queue_is_an_error()
    {
        await using FakeCluster cluster = new("broker-a");
        Producer producer = cluster.CreateClient().CreateProducer();
        RocketMqException error = await Should.ThrowAsync<RocketMqException>(() =>
            producer.SendAsync(Order(), QueueSelection.By((queues, _) => queues.Count), Cancellation).AsTask()
        );
        error.Message.ShouldContain("returned 4");
        error.Message.ShouldContain("0 to 3");
    }

    [Fact]
    public async Task One_way_sends_are_flagged_and_not_answered()
    {
        await using FakeCluster cluster = new("broker-a");
        Producer producer = cluster.CreateClient().CreateProducer();
        for (int index = 0; index < 3; index++)
            await producer.SendOneWayAsync(Order(), QueueSelection.ByHash(2), Cancellation).Within("a one-way send");
        await cluster.Broker("broker-a").WaitForAsync(RequestCode.SendMessageV2, 3);
        cluster.Broker("broker-a").Sends.ShouldAllBe(request => request.IsOneWay && request.QueueId == 2);
        cluster.Broker("broker-a").Sends.Select(request => request.Properties["UNIQ_KEY"]).ShouldBeUnique();
    }

    [Fact]
    public async Task Many_sends_at_once_all_arrive_once()
    {
        await using FakeCluster cluster = new("broker-a", "broker-b");
        Producer producer = cluster.CreateClient().CreateProducer();
        Task<SendReceipt>[] sends =
        [
            .. Enumerable
                .Range(0, 500)
                .Select(index => producer.SendAsync(new Message("orders", BitConverter.GetBytes(index)), Cancellation).AsTask()),
        ];
        SendReceipt[] receipts = await Task.WhenAll(sends).Within("500 sends");
        receipts.Select(receipt => receipt.MessageId).ShouldBeUnique();
        IEnumerable<int> received = cluster
            .Brokers.SelectMany(broker => broker.Sends)
            .Select(request => BitConverter.ToInt32(request.Body));
        received.Order().ShouldBe(Enumerable.Range(0, 500));
    }

    [Fact]
    public async Task A_cancelled_send_ends_with_the_callers_token()
    {
        await using FakeCluster cluster = new("broker-a");
        cluster.Broker("broker-a").Always(RequestCode.SendMessageV2, Answers.Hang);
        Producer producer = cluster.CreateClient().CreateProducer(new() { SendTimeout = TimeSpan.FromMinutes(5) });
        using CancellationTokenSource source = new();
        Task<SendReceipt> send = producer.SendAsync(Order(), source.Token).AsTask();
        await cluster.Broker("broker-a").WaitForAsync(RequestCode.SendMessageV2, 1);
        await source.CancelAsync();
        OperationCanceledException error = await Should.ThrowAsync<OperationCanceledException>(() => send.Within("the send"));
        error.CancellationToken.ShouldBe(source.Token);
    }

    [Fact]
    public async Task Disposal_waits_for_sends_under_way_and_refuses_new_ones()
    {
        await using FakeCluster cluster = new("broker-a");
        TaskCompletionSource release = new();
        cluster
            .Broker("broker-a")
            .Always(
                RequestCode.SendMessageV2,
                Answers.After(release.Task, context => context.Reply(ResponseCode.Success, new SendMessageResponseHeader()))
            );
        Producer producer = cluster.CreateClient().CreateProducer(new() { SendTimeout = TimeSpan.FromMinutes(5) });
        Task<SendReceipt> send = producer.SendAsync(Order(), Cancellation).AsTask();
        await cluster.Broker("broker-a").WaitForAsync(RequestCode.SendMessageV2, 1);
        Task disposal = producer.DisposeAsync().AsTask();
        disposal.IsCompleted.ShouldBeFalse();
        await Should.ThrowAsync<ObjectDisposedException>(() => producer.SendAsync(Order(), Cancellation).AsTask());
        release.SetResult();
        await send.Within("the send");
        await disposal.Within("the disposal");
        await producer.DisposeAsync().Within("a second disposal");
    }

    private static Message Order() => new("orders", "body"u8.ToArray());
}
