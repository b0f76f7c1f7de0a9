using System.Text;
using RocketMq.Broker;
using RocketMq.Protocol;

namespace RocketMq.Tests.Tracing;

public sealed class ConsumeTraceTests
{
    private const string TraceTopic = "RMQ_SYS_TRACE_TOPIC";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Begin_and_end_of_handling_are_found_under_the_messages_id()
    {
        await using EmbeddedBroker broker = await EmbeddedBroker.StartAsync(cancellationToken: Cancellation);
        await using RocketMqClient plain = new(new() { NameServers = [broker.NameServerAddress], InstanceName = "plain" });
        await using Producer producer = plain.CreateProducer(new() { SendTimeout = Waiting.Limit });
        SendReceipt receipt = await producer
            .SendAsync(new Message("orders", new byte[3]) { Keys = ["one", "two"] }, Cancellation)
            .Within("the send");
        TaskCompletionSource handled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (RocketMqClient client = new(new() { NameServers = [broker.NameServerAddress], Trace = new TraceOptions() }))
        {
            await using PushConsumer consumer = client.CreatePushConsumer(
                new PushConsumerOptions { Group = "billing", From = ConsumeFrom.First }.Subscribe("orders"),
                (_, _) =>
                {
                    handled.TrySetResult();
                    return new(ConsumeResult.Success);
                }
            );
            await consumer.StartAsync(Cancellation).Within("the start");
            await handled.Task.Within("the message");
        }

        IReadOnlyList<ReceivedMessage> found = await plain
            .Administration.QueryMessagesAsync(TraceTopic, receipt.MessageId, cancellationToken: Cancellation)
            .Within("the query");
        string[][] records =
        [
            .. found
                .SelectMany(trace => Encoding.UTF8.GetString(trace.Body.Span).Split('\u0002', StringSplitOptions.RemoveEmptyEntries))
                .Select(record => record.Split('\u0001')),
        ];
        string[] before = records.Single(fields => fields[0] == "SubBefore");
        string[] after = records.Single(fields => fields[0] == "SubAfter");
        before[2..4].ShouldBe(["DefaultRegion", "billing"]);
        before[5..].ShouldBe([receipt.MessageId, "0", "one two"]);
        after[1].ShouldBe(before[4], "both belong to one call");
        after[2].ShouldBe(receipt.MessageId);
        after[4..7].ShouldBe(["true", "one two", "0"]);
        after[8].ShouldBe("billing");
    }

    [Fact]
    public async Task Handling_the_trace_itself_is_not_traced()
    {
        await using EmbeddedBroker broker = await EmbeddedBroker.StartAsync(cancellationToken: Cancellation);
        await using RocketMqClient client = new(new() { NameServers = [broker.NameServerAddress], Trace = new TraceOptions() });
        TaskCompletionSource handled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using PushConsumer consumer = client.CreatePushConsumer(
            new PushConsumerOptions { Group = "billing", From = ConsumeFrom.First }.Subscribe(TraceTopic),
            (_, _) =>
            {
                handled.TrySetResult();
                return new(ConsumeResult.Success);
            }
        );
        await using (Producer producer = client.CreateProducer(new() { SendTimeout = Waiting.Limit }))
            await producer.SendAsync(new Message(TraceTopic, new byte[3]), Cancellation).Within("the send");
        await consumer.StartAsync(Cancellation).Within("the start");
        await handled.Task.Within("the message");

        client.TraceStatistics.Recorded.ShouldBe(0);
    }
}
