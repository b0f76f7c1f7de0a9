using System.Text;
using RocketMq.Producing;
using RocketMq.Protocol;
using RocketMq.Tests.Peers;

namespace RocketMq.Tests.Producing.Batching;

public sealed class BatchTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_batch_is_one_request_and_every_message_has_its_own_id_and_place()
    {
        await using FakeCluster cluster = new("broker-a");
        Producer producer = cluster.CreateClient().CreateProducer();
        Message[] messages =
        [
            .. Enumerable.Range(0, 3).Select(number => new Message("orders", Bytes($"b{number}")) { Tag = $"t{number}", Flag = number }),
        ];
        IReadOnlyList<SendReceipt> receipts = await producer.SendBatchAsync(messages, Cancellation).Within("the batch");

        ScriptedRequest request = cluster.Broker("broker-a").Batches.ShouldHaveSingleItem();
        request.Fields["m"].ShouldBe("true");
        request.Fields.ShouldNotContainKey("i");
        request.Members.Select(member => (member.Text, member.Flag)).ShouldBe([("b0", 0), ("b1", 1), ("b2", 2)]);
        request.Members.Select(member => member.Properties["TAGS"]).ShouldBe(["t0", "t1", "t2"]);
        receipts.Select(receipt => receipt.MessageId).ShouldBe(request.Members.Select(member => member.Properties["UNIQ_KEY"]));
        receipts.Select(receipt => receipt.QueueOffset).ShouldBe([0, 1, 2]);
        receipts.Select(receipt => receipt.OffsetMessageId).ShouldBeUnique();
        receipts.ShouldAllBe(receipt => receipt.OffsetMessageId.Length == 32 && receipt.Queue == receipts[0].Queue);
        producer.Statistics.ShouldSatisfyAllConditions(
            statistics => statistics.Sent.ShouldBe(3),
            statistics => statistics.Batches.ShouldBe(1),
            statistics => statistics.BatchedMessages.ShouldBe(3),
            statistics => statistics.LargestBatch.ShouldBe(3)
        );
    }

    [Fact]
    public async Task A_batch_is_cut_by_its_encoded_size_with_properties()
    {
        await using FakeCluster cluster = new("broker-a");
        Producer producer = cluster.CreateClient().CreateProducer(new() { MaxMessageSize = 1000 });
        Message[] messages =
        [
            .. Enumerable.Range(0, 20).Select(number => new Message("orders", Bytes($"{number}:{new string('x', 100)}"))),
        ];
        foreach (Message message in messages)
            message.Properties["padding"] = new string('p', 100);
        IReadOnlyList<SendReceipt> receipts = await producer.SendBatchAsync(messages, Cancellation).Within("the batch");

        IReadOnlyList<ScriptedRequest> requests = cluster.Broker("broker-a").Batches;
        requests.Count.ShouldBe(7);
        requests.ShouldAllBe(request => request.Body.Length <= 1000);
        requests.SelectMany(request => request.Members).Select(member => member.Text).ShouldBe(messages.Select(TextOf));
        receipts
            .Select(receipt => receipt.MessageId)
            .ShouldBe(requests.SelectMany(request => request.Members).Select(member => member.Properties["UNIQ_KEY"]));
    }

    [Fact]
    public async Task A_message_that_fills_a_request_alone_goes_as_itself()
    {
        await using FakeCluster cluster = new("broker-a");
        Producer producer = cluster.CreateClient().CreateProducer(new() { MaxMessageSize = 500 });
        Message[] messages = [Order("small"), new Message("orders", new byte[500]), Order("small"), Order("small")];
        IReadOnlyList<SendReceipt> receipts = await producer.SendBatchAsync(messages, Cancellation).Within("the batch");
        receipts.Count.ShouldBe(4);
        cluster.Broker("broker-a").Sends.Select(request => request.Body.Length).ShouldBe([5, 500]);
        cluster.Broker("broker-a").Batches.ShouldHaveSingleItem().Members.Count.ShouldBe(2);
        cluster
            .Broker("broker-a")
            .Sends.Select(request => request.Properties["UNIQ_KEY"])
            .ShouldBe(receipts.Take(2).Select(receipt => receipt.MessageId));
    }

    [Fact]
    public async Task A_part_that_fails_ends_the_batch_and_the_error_names_what_was_stored()
    {
        await using FakeCluster cluster = new("broker-a");
        ScriptedBroker broker = cluster.Broker("broker-a");
        broker.Once(RequestCode.SendBatchMessage, broker.StoreBatch);
        broker.Once(RequestCode.SendBatchMessage, Answers.Refuse(ResponseCode.MessageIllegal, "not this one"));
        Producer producer = cluster.CreateClient().CreateProducer(new() { MaxMessageSize = 300 });
        Message[] messages = [.. Enumerable.Range(0, 6).Select(number => new Message("orders", Bytes($"{number}{new string('x', 50)}")))];
        BatchSendException error = await Should.ThrowAsync<BatchSendException>(() =>
            producer.SendBatchAsync(messages, Cancellation).Within("the batch")
        );
        error.Reason.ShouldBe(RocketMqErrorReason.InvalidMessage);
        error.InnerException.ShouldBeOfType<BrokerException>().Code.ShouldBe(ResponseCode.MessageIllegal);
        error.Message.ShouldContain("messages 0 to 1 were stored");
        error.Message.ShouldContain("not this one");
        error.Receipts.Select(receipt => receipt is null).ShouldBe([false, false, true, true, true, true]);
        broker.Batches.Count.ShouldBe(2);
        producer.Statistics.Sent.ShouldBe(2);
        producer.Statistics.Failed.ShouldBe(4);
        producer.Statistics.InFlight.ShouldBe(0);
    }

    [Fact]
    public async Task A_batch_that_is_refused_is_tried_on_another_broker()
    {
        await using FakeCluster cluster = new("broker-a", "broker-b");
        cluster.Broker("broker-a").Always(RequestCode.SendBatchMessage, Answers.Refuse(ResponseCode.SystemError));
        Producer producer = cluster.CreateClient().CreateProducer();
        for (int round = 0; round < 4; round++)
            (await producer.SendBatchAsync([Order("a"), Order("b")], Cancellation).Within("a batch")).ShouldAllBe(receipt =>
                receipt.Queue.BrokerName == "broker-b"
            );
    }

    [Fact]
    public async Task A_selected_queue_holds_the_whole_batch_and_the_function_sees_its_first_message_once()
    {
        await using FakeCluster cluster = new("broker-a", "broker-b");
        Producer producer = cluster.CreateClient().CreateProducer(new() { MaxMessageSize = 250 });
        Message[] messages = [.. Enumerable.Range(0, 8).Select(number => Order($"{number}"))];
        List<Message> seen = [];
        QueueSelection selection = QueueSelection.By(
            (queues, message) =>
            {
                seen.Add(message);
                return seen.Count % queues.Count;
            }
        );
        IReadOnlyList<SendReceipt> receipts = await producer.SendBatchAsync(messages, selection, Cancellation).Within("the batch");
        receipts.Select(receipt => receipt.Queue).Distinct().ShouldHaveSingleItem();
        receipts.Select(receipt => receipt.QueueOffset).ShouldBe(Enumerable.Range(0, 8).Select(offset => (long)offset));
        seen.ShouldBe([messages[0]]);
        cluster.Brokers.Sum(broker => broker.Batches.Count).ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task Not_waiting_for_the_store_is_said_for_the_whole_batch()
    {
        await using FakeCluster cluster = new("broker-a");
        Producer producer = cluster.CreateClient().CreateProducer();
        Message[] messages =
        [
            new Message("orders", Bytes("a")) { WaitForStore = false },
            new Message("orders", Bytes("b")) { WaitForStore = false },
        ];
        await producer.SendBatchAsync(messages, Cancellation).Within("the batch");
        cluster
            .Broker("broker-a")
            .Batches.ShouldHaveSingleItem()
            .Properties.ShouldBe(new Dictionary<string, string> { ["WAIT"] = "false" });
    }

    public static TheoryData<string, Func<Message[]>> WhatDoesNotBelongTogether() =>
        new()
        {
            { "is for topic 'other'", () => [Order("a"), new Message("other", Bytes("b"))] },
            { "WaitForStore", () => [Order("a"), new Message("orders", Bytes("b")) { WaitForStore = false }] },
            { "retry topic", () => [new Message("%RETRY%billing", Bytes("a"))] },
            { "no body", () => [Order("a"), new Message("orders", default)] },
            { "properties of", () => [Order("a"), WithLargeProperty()] },
            { "ProducerOptions.MaxMessageSize", () => [Order("a"), new Message("orders", new byte[5 * 1024 * 1024])] },
            { "reserves", () => [Order("a"), WithReservedProperty()] },
        };

    [Theory]
    [MemberData(nameof(WhatDoesNotBelongTogether))]
    public async Task What_does_not_belong_together_is_an_error_before_anything_is_sent(string problem, Func<Message[]> messages)
    {
        await using FakeCluster cluster = new("broker-a");
        Producer producer = cluster.CreateClient().CreateProducer();
        RocketMqException error = await Should.ThrowAsync<RocketMqException>(() =>
            producer.SendBatchAsync(messages(), Cancellation).Within("the batch")
        );
        error.Message.ShouldContain(problem);
        error.ShouldNotBeOfType<BatchSendException>();
        cluster.Broker("broker-a").Batches.ShouldBeEmpty();
        cluster.Broker("broker-a").Sends.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_batch_without_messages_or_with_a_gap_is_an_error()
    {
        await using FakeCluster cluster = new("broker-a");
        Producer producer = cluster.CreateClient().CreateProducer();
        await Should.ThrowAsync<ArgumentException>(() => producer.SendBatchAsync([], Cancellation).AsTask());
        await Should.ThrowAsync<ArgumentException>(() => producer.SendBatchAsync([Order("a"), null!], Cancellation).AsTask());
        await Should.ThrowAsync<OperationCanceledException>(() =>
            producer.SendBatchAsync([Order("a"), Order("b")], new CancellationToken(canceled: true)).AsTask()
        );
        await producer.DisposeAsync();
        await Should.ThrowAsync<ObjectDisposedException>(() => producer.SendBatchAsync([Order("a"), Order("b")], Cancellation).AsTask());
    }

    [Fact]
    public void A_topic_that_keeps_a_batch_as_one_record_has_one_id_for_all()
    {
        SendReceipt whole = new("", "7F00000100002A9F0000000000000007", new MessageQueue("orders", "broker-a", 1), 40);
        ReadOnlySpan<byte> ids = Bytes(whole.OffsetMessageId);
        for (int index = 0; index < 3; index++)
        {
            SendReceipt receipt = BatchPart.ReceiptOf(whole, index, MessageIdText.From($"own-{index}"), ref ids);
            receipt.OffsetMessageId.ShouldBe(whole.OffsetMessageId);
            receipt.MessageId.ShouldBe($"own-{index}");
            receipt.QueueOffset.ShouldBe(40 + index);
        }
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string TextOf(Message message) => Encoding.UTF8.GetString(message.Body.Span);

    private static Message Order(string text) => new("orders", Bytes(text));

    private static Message WithLargeProperty()
    {
        Message message = Order("b");
        message.Properties["large"] = new string('x', 32_768);
        return message;
    }

    private static Message WithReservedProperty()
    {
        Message message = Order("b");
        message.Properties["DELAY"] = "3";
        return message;
    }
}
