using System.Collections.Concurrent;
using System.Text;
using System.Threading.Channels;
using RocketMq.Broker;
using RocketMq.Protocol;
using RocketMq.Tests.EndToEnd;

namespace RocketMq.Tests.Observing;

public sealed class ConsumeHookTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_handler_call_is_told_before_and_after_with_its_result()
    {
        RecordingHook hook = new();
        await using EmbeddedBroker broker = await EmbeddedBroker.StartAsync(cancellationToken: Cancellation);
        await using RocketMqClient client = CreateClient(broker, options => options.ConsumeHooks.Add(hook));
        await ConsumeAsync(
            client,
            (message, _) =>
                message.Tag switch
                {
                    "fine" => new(ConsumeResult.Success),
                    "later" => new(ConsumeResult.DeadLetter),
                    _ => throw new InvalidOperationException("no"),
                },
            "fine",
            "later",
            "broken"
        );
        await hook.Reaching(3).Within("three calls");

        hook.Ended.Keys.ShouldBe(["fine", "later", "broken"], ignoreOrder: true);
        hook.Ended["fine"].ShouldBe((ConsumeReturn.Success, ConsumeOutcome.Success, true, null));
        hook.Ended["later"].ShouldBe((ConsumeReturn.Failed, ConsumeOutcome.DeadLetter, false, null));
        hook.Ended["broken"].ShouldBe((ConsumeReturn.Exception, null, false, "no"));
        hook.Groups.ShouldAllBe(group => group == "billing");
    }

    [Fact]
    public async Task A_batch_is_told_as_one_call()
    {
        RecordingHook hook = new();
        await using EmbeddedBroker broker = await EmbeddedBroker.StartAsync(cancellationToken: Cancellation);
        await using RocketMqClient client = CreateClient(broker, options => options.ConsumeHooks.Add(hook));
        await using Producer producer = client.CreateProducer(new() { SendTimeout = Waiting.Limit });
        foreach (string tag in new[] { "a", "b", "c" })
            await producer.SendAsync(Text(tag), QueueSelection.ByKey("one"), Cancellation).Within("a send");
        await using PushConsumer consumer = client.CreatePushConsumer(
            new PushConsumerOptions
            {
                Group = "billing",
                From = ConsumeFrom.First,
                ConsumeBatchSize = 10,
            }.Subscribe("orders"),
            (batch, _) =>
            {
                for (int index = 0; index < batch.Count; index++)
                {
                    if (batch[index].Tag == "b")
                        batch.DeadLetter(index);
                }

                return ValueTask.CompletedTask;
            }
        );
        await consumer.StartAsync(Cancellation).Within("the start");
        await hook.Reaching(1).Within("the call");

        hook.Ended.ShouldHaveSingleItem().Key.ShouldBe("a,b,c");
        hook.Ended["a,b,c"].ShouldBe((ConsumeReturn.Failed, ConsumeOutcome.DeadLetter, false, null));
    }

    [Fact]
    public async Task A_filter_leaves_messages_out_for_good_and_offsets_pass_over_them()
    {
        await using EmbeddedBroker broker = await EmbeddedBroker.StartAsync(cancellationToken: Cancellation);
        await using RocketMqClient client = CreateClient(broker, options => options.FilterMessageHooks.Add(new TagHook("b")));
        ConcurrentQueue<string?> handled = new();
        TaskCompletionSource last = new(TaskCreationOptions.RunContinuationsAsynchronously);
        PushConsumer consumer = await ConsumeAsync(
            client,
            (message, _) =>
            {
                handled.Enqueue(message.Tag);
                if (handled.Count == 2)
                    last.TrySetResult();
                return new(ConsumeResult.Success);
            },
            "a",
            "b",
            "c"
        );
        await last.Task.Within("two messages");
        await consumer.DisposeAsync().AsTask().Within("the consumer's end");

        handled.ShouldBe(["a", "c"], ignoreOrder: true);
        consumer.Statistics.PulledMessages.ShouldBe(2);
        IReadOnlyList<QueueBounds> queues = broker.Inspection.GetQueues("orders");
        queues.Sum(queue => broker.Inspection.GetCommittedOffset("billing", "orders", queue.QueueId) ?? 0).ShouldBe(3);
    }

    [Fact]
    public async Task Hooks_that_throw_are_logged_and_change_nothing()
    {
        using LogLines log = new();
        await using EmbeddedBroker broker = await EmbeddedBroker.StartAsync(cancellationToken: Cancellation);
        await using RocketMqClient client = CreateClient(
            broker,
            options =>
            {
                options.LoggerFactory = log;
                options.ConsumeHooks.Add(new ThrowingHook());
                options.FilterMessageHooks.Add(new ThrowingHook());
            }
        );
        TaskCompletionSource handled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        PushConsumer consumer = await ConsumeAsync(
            client,
            (_, _) =>
            {
                handled.TrySetResult();
                return new(ConsumeResult.Success);
            },
            "a"
        );
        await handled.Task.Within("the message");
        await consumer.DisposeAsync().AsTask().Within("the consumer's end");

        consumer.Statistics.Succeeded.ShouldBe(1);
        log.Count("The hook").ShouldBe(2);
        log.Count("The filter hook").ShouldBe(1);
    }

    private static RocketMqClient CreateClient(EmbeddedBroker broker, Action<RocketMqClientOptions> configure)
    {
        RocketMqClientOptions options = new() { NameServers = [broker.NameServerAddress] };
        configure(options);
        return new RocketMqClient(options);
    }

    private static Message Text(string tag) => new("orders", Encoding.UTF8.GetBytes(tag)) { Tag = tag };

    private static async Task<PushConsumer> ConsumeAsync(RocketMqClient client, MessageHandler handler, params string[] tags)
    {
        Producer producer = client.CreateProducer(new() { SendTimeout = Waiting.Limit });
        foreach (string tag in tags)
            await producer.SendAsync(Text(tag), QueueSelection.ByKey("one"), Cancellation).Within("a send");
        PushConsumer consumer = client.CreatePushConsumer(
            new PushConsumerOptions { Group = "billing", From = ConsumeFrom.First }.Subscribe("orders"),
            handler
        );
        await consumer.StartAsync(Cancellation).Within("the start");
        return consumer;
    }

    private sealed class RecordingHook : IConsumeHook
    {
        private readonly Channel<bool> _ended = Channel.CreateUnbounded<bool>();

        public ConcurrentDictionary<
            string,
            (ConsumeReturn? Return, ConsumeOutcome? Outcome, bool IsSuccess, string? Error)
        > Ended { get; } = new();

        public ConcurrentQueue<string> Groups { get; } = new();

        public async Task Reaching(int count)
        {
            for (int number = 0; number < count; number++)
                await _ended.Reader.ReadAsync(Cancellation);
        }

        public void OnConsuming(ConsumeHookContext context)
        {
            context.Return.ShouldBeNull();
            context.Items["key"] = string.Join(',', context.Messages.Select(message => message.Tag));
            Groups.Enqueue(context.ConsumerGroup);
        }

        public void OnConsumed(ConsumeHookContext context)
        {
            Ended[(string)context.Items["key"]!] = (context.Return, context.Outcome, context.IsSuccess, context.Exception?.Message);
            _ended.Writer.TryWrite(true);
        }
    }

    private sealed class TagHook(string unwanted) : IFilterMessageHook
    {
        public bool IsWanted(string group, ReceivedMessage message) => message.Tag != unwanted;
    }

    private sealed class ThrowingHook : IConsumeHook, IFilterMessageHook
    {
        public void OnConsuming(ConsumeHookContext context) => throw new InvalidOperationException("before");

        public void OnConsumed(ConsumeHookContext context) => throw new InvalidOperationException("after");

        public bool IsWanted(string group, ReceivedMessage message) => throw new InvalidOperationException("filter");
    }
}
