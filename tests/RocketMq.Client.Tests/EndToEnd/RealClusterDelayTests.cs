using System.Collections.Concurrent;
using System.Text;
using RocketMq.Protocol;
using RocketMq.Tests;

namespace RocketMq.Client.Tests.EndToEnd;

/// <summary>P33, P34 and request-reply against an Apache RocketMQ cluster that <c>ROCKETMQ_NAMESRV</c> names.</summary>
public sealed class RealClusterDelayTests
{
    private const string Variable = "ROCKETMQ_NAMESRV";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Levels_and_timers_are_kept_and_recalled_messages_never_come()
    {
        await using RocketMqClient client = Connect();
        string topic = $"D-delay-{Guid.NewGuid():N}";
        await client.Administration.CreateTopicAsync(new(topic), Cancellation).Within("the creation");
        await using Producer producer = client.CreateProducer(new() { Group = $"D-{Guid.NewGuid():N}" });
        ConcurrentDictionary<string, DateTimeOffset> arrivals = new();
        TaskCompletionSource all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using PushConsumer consumer = client.CreatePushConsumer(
            new PushConsumerOptions { Group = topic, From = ConsumeFrom.First }.Subscribe(topic),
            (message, _) =>
            {
                arrivals.TryAdd(Encoding.UTF8.GetString(message.Body.Span), message.StoreTime);
                if (arrivals.Count == 4)
                    all.TrySetResult();
                return new(ConsumeResult.Success);
            }
        );
        await consumer.StartAsync(Cancellation).Within("the start");

        DateTimeOffset start = TimeProvider.System.GetUtcNow();
        ScheduledReceipt level = await producer.SendWithDelayLevelAsync(New(topic, "level"), 2, Cancellation).Within("a send");
        ScheduledReceipt delay = await producer.SendAfterAsync(New(topic, "delay"), TimeSpan.FromSeconds(4), Cancellation).Within("a send");
        ScheduledReceipt time = await producer.SendAtAsync(New(topic, "time"), start.AddSeconds(6), Cancellation).Within("a send");
        ScheduledReceipt recalled = await producer
            .SendAfterAsync(New(topic, "recalled"), TimeSpan.FromSeconds(7), Cancellation)
            .Within("a send");
        (await producer.RecallAsync(topic, recalled.RecallHandle!, Cancellation).Within("the recall")).ShouldBe(recalled.Receipt.MessageId);
        string forged = (RecallHandle.TryParse(time.RecallHandle)! with { MessageId = recalled.Receipt.MessageId }).ToString();
        (await producer.RecallAsync(topic, forged, Cancellation).Within("a recall that finds nothing")).ShouldNotBeEmpty();
        await producer.SendAfterAsync(New(topic, "last"), TimeSpan.FromSeconds(10), Cancellation).Within("a send");

        (level.RecallHandle, level.DelayLevel, delay.DelayLevel).ShouldBe((null, 2, null));
        await all.Task.Within("four messages");
        arrivals.Keys.ShouldBe(["level", "delay", "time", "last"], ignoreOrder: true);
        foreach ((string body, double seconds) in new[] { ("level", 5d), ("delay", 4d), ("time", 6d), ("last", 10d) })
            (arrivals[body] - start).TotalSeconds.ShouldBeInRange(seconds - 0.05, seconds + 4, body);
    }

    [Fact]
    public async Task Requests_get_their_replies_and_silence_ends_with_the_time()
    {
        await using RocketMqClient client = Connect();
        await using RocketMqClient answering = Connect();
        string topic = $"D-request-{Guid.NewGuid():N}";
        await client.Administration.CreateTopicAsync(new(topic), Cancellation).Within("the creation");
        await using Producer responder = answering.CreateProducer(new() { Group = $"D-{Guid.NewGuid():N}" });
        await using PushConsumer consumer = answering.CreatePushConsumer(
            new PushConsumerOptions { Group = topic, From = ConsumeFrom.First }.Subscribe(topic),
            async (message, token) =>
            {
                if (message.Tag != "silent")
                    await responder.ReplyAsync(message, message.Body, token);
                return ConsumeResult.Success;
            }
        );
        await consumer.StartAsync(Cancellation).Within("the start");
        await using Producer producer = client.CreateProducer(new() { Group = $"D-{Guid.NewGuid():N}" });
        Reply[] replies = await Task.WhenAll(
                Enumerable
                    .Range(0, 50)
                    .Select(number => producer.RequestAsync(New(topic, $"{number}"), TimeSpan.FromSeconds(30), Cancellation))
            )
            .Within("50 replies");
        replies.Select(reply => reply.BodyText).ShouldBe(Enumerable.Range(0, 50).Select(number => $"{number}"));
        Message silent = New(topic, "?");
        silent.Tag = "silent";
        RocketMqException error = await Should.ThrowAsync<RocketMqException>(() =>
            producer.RequestAsync(silent, TimeSpan.FromSeconds(1), Cancellation).Within("the end")
        );
        error.Reason.ShouldBe(RocketMqErrorReason.NoReply);
    }

    private static RocketMqClient Connect()
    {
        string? nameServer = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipWhen(string.IsNullOrEmpty(nameServer), $"No real cluster: {Variable} is not set (host:port of a name server).");
        return new(new() { NameServers = [nameServer!] });
    }

    private static Message New(string topic, string body) => new(topic, Encoding.UTF8.GetBytes(body));
}
