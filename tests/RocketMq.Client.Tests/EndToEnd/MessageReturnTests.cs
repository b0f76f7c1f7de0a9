using Microsoft.Extensions.Logging.Abstractions;
using RocketMq.Consuming;
using RocketMq.Tests.Consuming;

namespace RocketMq.Tests.EndToEnd;

public sealed class MessageReturnTests
{
    [Fact]
    public async Task A_record_the_broker_no_longer_has_goes_to_the_retry_topic_as_a_copy()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        var received = new TaskCompletionSource<ReceivedMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        await cluster.StartConsumerAsync(
            TestCluster.Options(),
            (message, _) =>
            {
                received.TrySetResult(message.Detach());
                return default;
            }
        );
        ReceivedMessage lost = StoredRecord.CreateMessage(123_456, "survivor", reconsumeTimes: 2);

        Task<bool> returned = Create(cluster).TryReturnAsync(lost, ReturnTarget.Retry(1)).AsTask();
        await TestCluster.WithinAsync(returned, "the copy is sent");
        (await returned).ShouldBeTrue();
        await cluster.AdvanceUntilAsync(received.Task, TimeSpan.FromMinutes(1), "the copy is delivered");
        ReceivedMessage copy = await received.Task;
        TestCluster.BodyOf(copy).ShouldBe("survivor");
        copy.Topic.ShouldBe(StoredRecord.Queue.Topic);
        copy.Queue.Topic.ShouldBe("%RETRY%billing");
        copy.ReconsumeTimes.ShouldBe(3);
        copy.TryGetProperty("ORIGIN_MESSAGE_ID", out string? origin).ShouldBeTrue();
        origin.ShouldBe(lost.OffsetMessageId);
    }

    [Fact]
    public async Task The_copy_of_a_dead_letter_arrives_in_the_dead_letter_topic()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        await cluster.StartConsumerAsync(TestCluster.Options(), (_, _) => default);
        await TestCluster.WithinAsync(
            Create(cluster).TryReturnAsync(StoredRecord.CreateMessage(123_456), ReturnTarget.DeadLetter).AsTask(),
            "the copy is sent"
        );
        cluster.Broker.Inspection.CountMessages("%DLQ%billing").ShouldBe(1);
    }

    [Fact]
    public async Task With_the_broker_gone_the_caller_keeps_the_message()
    {
        await using TestCluster cluster = await TestCluster.StartAsync();
        MessageReturn messageReturn = Create(cluster);
        await cluster.Broker.KillAsync();
        Task<bool> answer = messageReturn.TryReturnAsync(StoredRecord.CreateMessage(1), ReturnTarget.Retry(0)).AsTask();
        await cluster.AdvanceUntilAsync(answer, TimeSpan.FromMinutes(2), "the attempt ends");
        (await answer).ShouldBeFalse();
    }

    private static MessageReturn Create(TestCluster cluster) =>
        new(cluster.CreateClient().Session, ConsumerSettings.Create(TestCluster.Options(), cluster.Time), NullLogger.Instance);
}
