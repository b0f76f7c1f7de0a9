using Microsoft.Extensions.Logging.Abstractions;
using RocketMq.Consuming;
using RocketMq.Protocol;
using RocketMq.Sessions;
using RocketMq.Tests.Consuming;

namespace RocketMq.Tests.Observing;

public sealed class ConsumeFiguresTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void Rates_are_those_of_the_last_minute_and_failures_those_of_the_last_hour()
    {
        ConsumeFigures figures = new(_time);
        TopicFigures topic = figures.Of("orders");
        Pass(figures, TimeSpan.FromSeconds(50), TimeSpan.FromSeconds(10));
        topic.CountPull(TimeSpan.FromMilliseconds(4), 30);
        topic.CountPull(TimeSpan.FromMilliseconds(8), 30);
        topic.CountCall(TimeSpan.FromMilliseconds(10), succeeded: 50, failed: 0);
        topic.CountCall(TimeSpan.FromMilliseconds(20), succeeded: 4, failed: 6);

        ConsumeStatus busy = topic.Read();
        busy.PullMilliseconds.ShouldBe(6);
        busy.PullsPerSecond.ShouldBe(60 / 50.0, 0.01);
        busy.ConsumeMilliseconds.ShouldBe(15);
        busy.SuccessesPerSecond.ShouldBe(54 / 50.0, 0.01);
        busy.FailuresPerSecond.ShouldBe(6 / 50.0, 0.01);
        busy.FailedMessages.ShouldBe(6);

        Pass(figures, TimeSpan.FromSeconds(90), TimeSpan.FromSeconds(10));
        ConsumeStatus quiet = topic.Read();
        quiet.PullsPerSecond.ShouldBe(0);
        quiet.SuccessesPerSecond.ShouldBe(0);
        quiet.ConsumeMilliseconds.ShouldBe(15, "the hour's average stands in for an empty minute");
        quiet.FailedMessages.ShouldBe(6);

        Pass(figures, TimeSpan.FromMinutes(75), TimeSpan.FromSeconds(10));
        topic.Read().FailedMessages.ShouldBe(0);
    }

    [Fact]
    public async Task Watching_a_call_allocates_nothing_while_nobody_listens()
    {
        await using ClientSession session = new(ClientSettings.From(new RocketMqClientOptions { NameServers = ["127.0.0.1:9"] }));
        ConsumeFigures figures = new(TimeProvider.System);
        ConsumeObservers observers = new(
            session,
            ConsumerSettings.Create(new PushConsumerOptions { Group = "billing" }.Subscribe("orders"), TimeProvider.System),
            figures,
            NullLogger.Instance
        );
        ReceivedMessage message = StoredRecord.CreateMessage(7);
        Watch(observers, message);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int round = 0; round < 1000; round++)
            Watch(observers, message);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        figures.Of(message.Queue.Topic).Read().SuccessesPerSecond.ShouldBeGreaterThan(0);
    }

    private static void Watch(ConsumeObservers observers, ReceivedMessage message) =>
        observers.End(observers.Begin(message), message, ConsumeOutcome.Success, null);

    private void Pass(ConsumeFigures figures, TimeSpan time, TimeSpan step)
    {
        for (TimeSpan passed = TimeSpan.Zero; passed < time; passed += step)
        {
            _time.Advance(step);
            figures.Sample();
        }
    }
}
