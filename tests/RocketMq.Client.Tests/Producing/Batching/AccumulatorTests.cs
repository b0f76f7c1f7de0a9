using System.Diagnostics.CodeAnalysis;
using System.Text;
using RocketMq.Producing;
using RocketMq.Protocol;
using RocketMq.Tests.Peers;

namespace RocketMq.Tests.Producing.Batching;

public sealed class AccumulatorTests : IAsyncDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly FakeCluster _cluster = new("broker-a");
    private readonly TaskCompletionSource _answering = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private RocketMqClient _client = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ScriptedBroker Broker => _cluster.Broker("broker-a");

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task A_single_sender_never_waits()
    {
        Producer producer = await CreateAsync();
        for (int number = 0; number < 3; number++)
            (
                await producer.SendAsync(Order($"{number}"), Cancellation).Within("a send on a standing clock")
            ).QueueOffset.ShouldBeGreaterThanOrEqualTo(0);
        Broker.Batches.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_comes_while_a_message_is_under_way_goes_together_when_that_is_answered()
    {
        Producer producer = await CreateAsync();
        HoldNextSend();
        Task<SendReceipt> first = Send(producer, "first");
        await Broker.WaitForAsync(RequestCode.SendMessageV2, 2);
        Task<SendReceipt>[] others = [.. Enumerable.Range(0, 5).Select(number => Send(producer, $"{number}"))];
        producer.Statistics.InFlight.ShouldBeGreaterThanOrEqualTo(6);
        await Broker.FenceAsync(_client);
        Broker.Batches.ShouldBeEmpty();
        _answering.SetResult();
        SendReceipt[] receipts = await Task.WhenAll(others).Within("the others");
        await first.Within("the first");

        IReadOnlyList<(string Text, int Flag, Dictionary<string, string> Properties)> members = Broker
            .Batches.ShouldHaveSingleItem()
            .Members;
        members.Select(member => member.Text).ShouldBe(["0", "1", "2", "3", "4"]);
        receipts.Select(receipt => receipt.MessageId).ShouldBe(members.Select(member => member.Properties["UNIQ_KEY"]));
        receipts.Select(receipt => receipt.QueueOffset - receipts[0].QueueOffset).ShouldBe([0, 1, 2, 3, 4]);
        receipts.Select(receipt => receipt.OffsetMessageId).ShouldBeUnique();
        HeldBytes(producer).ShouldBe(0);
        producer.Statistics.ShouldSatisfyAllConditions(
            statistics => statistics.Sent.ShouldBe(7),
            statistics => statistics.BatchedMessages.ShouldBe(5),
            statistics => statistics.InFlight.ShouldBe(0)
        );
    }

    [Fact]
    public async Task Nobody_waits_longer_than_the_delay()
    {
        Producer producer = await CreateAsync(batching => batching.MaxDelay = TimeSpan.FromMilliseconds(20));
        HoldNextSend();
        Task<SendReceipt> first = Send(producer, "first");
        Task<SendReceipt>[] others = [Send(producer, "a"), Send(producer, "b")];
        _time.Advance(TimeSpan.FromMilliseconds(19));
        await Broker.FenceAsync(_client);
        Broker.Batches.ShouldBeEmpty();
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await Task.WhenAll(others).Within("the others, while the first is still under way");
        first.IsCompleted.ShouldBeFalse();
        _answering.SetResult();
        await first.Within("the first");
    }

    [Fact]
    public async Task A_full_batch_goes_at_once_and_none_exceeds_its_limit()
    {
        Producer producer = await CreateAsync(batching => batching.MaxBytes = 1000);
        HoldNextSend();
        Task<SendReceipt> first = Send(producer, "first");
        Task<SendReceipt>[] others = [.. Enumerable.Range(0, 20).Select(number => Send(producer, $"{number:00}{new string('x', 100)}"))];
        await Broker.WaitForAsync(RequestCode.SendBatchMessage, 3);
        _answering.SetResult();
        await Task.WhenAll([first, .. others]).Within("all");
        Broker.Batches.ShouldAllBe(batch => batch.Body.Length <= 1000);
        Broker.Batches.Max(batch => batch.Body.Length).ShouldBeGreaterThan(800);
        Broker.Batches.SelectMany(batch => batch.Members).Count().ShouldBe(20);
    }

    [Fact]
    public async Task What_cannot_travel_with_others_goes_alone_and_holds_nothing()
    {
        Producer producer = await CreateAsync(batching => batching.MaxBytes = 2000, compressionThreshold: 1000);
        HoldNextSend();
        Task<SendReceipt> first = Send(producer, "first");
        Task<SendReceipt> waiting = Send(producer, "waiting");
        long held = HeldBytes(producer);
        for (int round = 0; round < 10; round++)
        {
            await producer.SendAsync(new Message("orders", new byte[1000]), Cancellation).Within("a body to compress");
            await producer.SendAsync(WithProperty(2000), Cancellation).Within("more than a batch takes");
            await producer.SendAsync(Delayed(), Cancellation).Within("a message of the client's own");
            await producer.SendAsync(Order("r"), QueueSelection.Random, Cancellation).Within("a random choice");
            await producer.SendOneWayAsync(Order("o"), Cancellation).Within("a one-way message");
            await Should.ThrowAsync<RocketMqException>(() => producer.SendAsync(new Message("orders", default), Cancellation).AsTask());
        }
        HeldBytes(producer).ShouldBe(held);
        Broker.Batches.ShouldBeEmpty();
        _answering.SetResult();
        await Task.WhenAll(first, waiting).Within("the others");
        HeldBytes(producer).ShouldBe(0);
    }

    [Fact]
    public async Task While_too_much_is_held_messages_go_alone()
    {
        Producer producer = await CreateAsync(batching =>
        {
            batching.MaxBytes = 300;
            batching.TotalMaxBytes = 300;
        });
        HoldNextSend();
        Task<SendReceipt> first = Send(producer, "first");
        Task<SendReceipt> second = Send(producer, "second");
        await Send(producer, new string('x', 100)).Within("a message that is not held");
        Broker.Batches.ShouldBeEmpty();
        _answering.SetResult();
        await Task.WhenAll(first, second).Within("the others");
        HeldBytes(producer).ShouldBe(0);
    }

    [Fact]
    public async Task A_batch_that_fails_tells_everybody_why()
    {
        Producer producer = await CreateAsync();
        HoldNextSend();
        Broker.Always(RequestCode.SendBatchMessage, Answers.Refuse(ResponseCode.MessageIllegal, "for a reason"));
        Task<SendReceipt> first = Send(producer, "first");
        Task<SendReceipt>[] others = [.. Enumerable.Range(0, 5).Select(number => Send(producer, $"{number}"))];
        _answering.SetResult();
        await first.Within("the first");
        foreach (Task<SendReceipt> other in others)
            (await Should.ThrowAsync<BrokerException>(() => other.Within("a failure"))).Message.ShouldContain("for a reason");
        HeldBytes(producer).ShouldBe(0);
        producer.Statistics.Failed.ShouldBe(5);
        (await Send(producer, "afterwards").Within("a later send")).Status.ShouldBe(SendStatus.Stored);
    }

    [Fact]
    public async Task Who_cancels_while_waiting_takes_nobody_along_and_is_not_sent()
    {
        Producer producer = await CreateAsync();
        HoldNextSend();
        Task<SendReceipt> first = Send(producer, "first");
        Task<SendReceipt> before = Send(producer, "before");
        long held = HeldBytes(producer);
        using CancellationTokenSource cancelling = new();
        Task<SendReceipt> cancelled = producer.SendAsync(Order("cancelled"), cancelling.Token).AsTask();
        await cancelling.CancelAsync();
        (await Should.ThrowAsync<OperationCanceledException>(() => cancelled.Within("the cancelled send"))).CancellationToken.ShouldBe(
            cancelling.Token
        );
        HeldBytes(producer).ShouldBe(held);
        Task<SendReceipt> behind = Send(producer, "behind");
        _answering.SetResult();
        await Task.WhenAll(first, before, behind).Within("the others");
        Broker.Batches.ShouldHaveSingleItem().Members.Select(member => member.Text).ShouldBe(["before", "behind"]);
        HeldBytes(producer).ShouldBe(0);
    }

    [Fact]
    public async Task Who_cancels_under_way_stops_waiting_and_the_others_get_their_receipts()
    {
        Producer producer = await CreateAsync();
        HoldNextSend();
        using CancellationTokenSource cancelling = new();
        Task<SendReceipt> first = producer.SendAsync(Order("first"), cancelling.Token).AsTask();
        await Broker.WaitForAsync(RequestCode.SendMessageV2, 2);
        Task<SendReceipt> second = Send(producer, "second");
        await cancelling.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => first.Within("the cancelled send"));
        _answering.SetResult();
        (await second.Within("the second")).Status.ShouldBe(SendStatus.Stored);
        HeldBytes(producer).ShouldBe(0);
        producer.Statistics.InFlight.ShouldBe(0);
    }

    [Fact]
    public async Task Who_cancels_a_message_that_goes_alone_gets_its_memory_back_unsent()
    {
        Producer producer = await CreateAsync();
        TaskCompletionSource busy = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Broker.Once(RequestCode.SendMessageV2, Answers.After(busy.Task, Answers.Refuse(ResponseCode.SystemBusy)));
        byte[] body = "mine"u8.ToArray();
        using CancellationTokenSource cancelling = new();
        Task<SendReceipt> sending = producer.SendAsync(new Message("orders", body), cancelling.Token).AsTask();
        await Broker.WaitForAsync(RequestCode.SendMessageV2, 2);
        await cancelling.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => sending.Within("the cancelled send"));
        body.AsSpan().Fill((byte)'x');
        busy.SetResult();
        _time.Advance(TimeSpan.FromSeconds(5));
        await Send(producer, "another").Within("another send");
        Broker.Sends.Select(send => send.BodyText).ShouldBe(["to know the route", "mine", "another"]);
        HeldBytes(producer).ShouldBe(0);
        producer.Statistics.InFlight.ShouldBe(0);
    }

    [Fact]
    [SuppressMessage("Reliability", "CA2012", Justification = "The misuse is what is tested.")]
    public async Task A_result_that_is_not_there_yet_is_refused_and_the_message_goes_on()
    {
        Producer producer = await CreateAsync();
        HoldNextSend();
        ValueTask<SendReceipt> sending = producer.SendAsync(Order("first"), Cancellation);
        ReadTooEarly(sending).Message.ShouldContain("await it");
        _answering.SetResult();
        (await sending.AsTask().Within("the send")).Status.ShouldBe(SendStatus.Stored);
    }

    [Fact]
    public async Task Disposing_sends_what_waits_and_disturbs_no_other_producer()
    {
        Producer producer = await CreateAsync(batching => batching.MaxDelay = TimeSpan.FromSeconds(30));
        Producer other = await CreateAsync(batching => batching.MaxDelay = TimeSpan.FromSeconds(30), group: "other");
        HoldNextSend();
        HoldNextSend();
        Task<SendReceipt>[] sends = [Send(producer, "a"), Send(producer, "b"), Send(producer, "c")];
        Task<SendReceipt>[] others = [Send(other, "x"), Send(other, "y"), Send(other, "z")];
        Task disposing = producer.DisposeAsync().AsTask();
        await Task.WhenAll(sends[1..]).Within("what waited");
        others.ShouldAllBe(send => !send.IsCompleted);
        _answering.SetResult();
        await Task.WhenAll([disposing, .. sends, .. others]).Within("everything");
        await Should.ThrowAsync<ObjectDisposedException>(() => Send(producer, "late"));
    }

    [Fact]
    public async Task Messages_to_different_queues_or_with_different_waiting_are_not_mixed()
    {
        Producer producer = await CreateAsync();
        MessageQueue[] queues = [.. Enumerable.Range(0, 2).Select(number => new MessageQueue("orders", "broker-a", number))];
        List<Task<SendReceipt>> sends = [];
        for (int kind = 0; kind < 4; kind++)
            HoldNextSend();
        for (int round = 0; round < 3; round++)
        {
            foreach (MessageQueue queue in queues)
            foreach (bool waits in new[] { true, false })
                sends.Add(
                    producer
                        .SendAsync(new Message("orders", "x"u8.ToArray()) { WaitForStore = waits }, QueueSelection.To(queue), Cancellation)
                        .AsTask()
                );
        }
        _answering.SetResult();
        SendReceipt[] receipts = await Task.WhenAll(sends).Within("all");
        receipts.Select(receipt => receipt.Queue.QueueId).ShouldBe(Enumerable.Repeat(new[] { 0, 0, 1, 1 }, 3).SelectMany(ids => ids));
        Broker.Batches.Count.ShouldBe(4);
        Broker.Batches.ShouldAllBe(batch => batch.Members.All(member => member.Properties["WAIT"] == batch.Members[0].Properties["WAIT"]));
    }

    [Theory]
    [InlineData(0.5, 1024, 4096, "MaxDelay")]
    [InlineData(30_001, 1024, 4096, "MaxDelay")]
    [InlineData(10, 0, 4096, "MaxBytes")]
    [InlineData(10, 3 * 1024 * 1024, long.MaxValue, "MaxBytes")]
    [InlineData(10, 1024, 1023, "TotalMaxBytes")]
    public void An_option_out_of_its_range_is_named(double delay, int bytes, long total, string name)
    {
        BatchingOptions batching = new()
        {
            Enabled = true,
            MaxDelay = TimeSpan.FromMilliseconds(delay),
            MaxBytes = bytes,
            TotalMaxBytes = total,
        };
        Should.Throw<ArgumentException>(() => ProducerSettings.From(new() { Batching = batching })).Message.ShouldContain(name);
    }

    // With a known route: the first message of a topic goes alone to look it up.
    private async Task<Producer> CreateAsync(
        Action<BatchingOptions>? configure = null,
        int compressionThreshold = 4096,
        string group = "accumulating"
    )
    {
        BatchingOptions batching = new() { Enabled = true, MaxDelay = TimeSpan.FromSeconds(1) };
        configure?.Invoke(batching);
        _client = _cluster.CreateClient(_time);
        Producer producer = _client.CreateProducer(
            new()
            {
                Group = group,
                Batching = batching,
                Compression = new() { Threshold = compressionThreshold },
                SendTimeout = TimeSpan.FromMinutes(1),
            }
        );
        await producer.SendAsync(Order("to know the route"), Cancellation).Within("the first send");
        return producer;
    }

    private void HoldNextSend() =>
        Broker.Once(
            RequestCode.SendMessageV2,
            context =>
            {
                int queue = ScriptedRequest.Copy(context.Request).QueueId;
                Answers.After(
                    _answering.Task,
                    late => late.Reply(ResponseCode.Success, new SendMessageResponseHeader { MessageId = "held", QueueId = queue })
                )(context);
            }
        );

    [SuppressMessage("Reliability", "CA2012", Justification = "The misuse is what is tested.")]
    private static InvalidOperationException ReadTooEarly(ValueTask<SendReceipt> sending) =>
        Should.Throw<InvalidOperationException>(() => sending.GetAwaiter().GetResult());

    private static Task<SendReceipt> Send(Producer producer, string text) => producer.SendAsync(Order(text), Cancellation).AsTask();

    private static long HeldBytes(Producer producer) => producer.Pipeline.Accumulator.ShouldNotBeNull().HeldBytes;

    private static Message Order(string text) => new("orders", Encoding.UTF8.GetBytes(text));

    private static Message Delayed() =>
        new("orders", "d"u8.ToArray()) { System = new SystemFields(new Dictionary<string, string> { ["DELAY"] = "3" }) };

    private static Message WithProperty(int length)
    {
        Message message = Order("p");
        message.Properties["p"] = new string('x', length);
        return message;
    }
}
