using RocketMq.Tests.EndToEnd;

namespace RocketMq.Tests.Observing;

public sealed class ThrowingLoggerTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_failed_message_is_handled_again_though_its_failure_cannot_be_logged(bool orderly)
    {
        await using TestCluster cluster = await TestCluster.StartAsync(queues: 1);
        using var loggers = new ThrowingLoggers();
        await using var client = new RocketMqClient(
            new RocketMqClientOptions
            {
                NameServers = [cluster.Broker.NameServerAddress],
                TimeProvider = cluster.Time,
                LoggerFactory = loggers,
            }
        );
        PushConsumerOptions options = TestCluster.Options();
        options.Orderly = orderly;
        var handled = new Handled();
        await using PushConsumer consumer = client.CreatePushConsumer(
            options,
            (message, _) =>
            {
                handled.Add(message);
                return handled.Bodies.Count > 1
                    ? ValueTask.FromResult(ConsumeResult.Success)
                    : throw new InvalidOperationException("the handler's own words");
            }
        );
        await TestCluster.WithinAsync(consumer.StartAsync(TestCluster.Cancellation).AsTask(), "the consumer starts");
        await cluster.SendAsync("a");
        await cluster.AdvanceUntilAsync(handled.Reaching(2), TimeSpan.FromMinutes(2), "the message is handled again");
        loggers.Failures.ShouldBeGreaterThan(0);
    }
}
