using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using RocketMq.Broker;
using RocketMq.Protocol;
using RocketMq.Tests.EndToEnd;
using RocketMq.Tests.Peers;

namespace RocketMq.Tests.Observing;

/// <summary>Alone, because listeners hear every client of the process.</summary>
[Collection(nameof(TelemetryTests))]
[CollectionDefinition(nameof(TelemetryTests), DisableParallelization = true)]
public sealed class TelemetryTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_listener_that_throws_is_logged_and_harms_neither_sends_nor_handling()
    {
        using LogLines log = new();
        using ActivityListener listener = new()
        {
            ShouldListenTo = source => source.Name == RocketMqTelemetry.ActivitySourceName,
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStarted = _ => throw new InvalidOperationException("at the start"),
            ActivityStopped = _ => throw new InvalidOperationException("at the end"),
        };
        ActivitySource.AddActivityListener(listener);
        await using EmbeddedBroker broker = await EmbeddedBroker.StartAsync(cancellationToken: Cancellation);
        await using RocketMqClient client = new(new() { NameServers = [broker.NameServerAddress], LoggerFactory = log });
        await using Producer producer = client.CreateProducer();
        TaskCompletionSource handled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using PushConsumer consumer = client.CreatePushConsumer(
            new PushConsumerOptions { Group = "billing", From = ConsumeFrom.First }.Subscribe("orders"),
            (_, _) =>
            {
                handled.TrySetResult();
                return ValueTask.FromResult(ConsumeResult.Success);
            }
        );
        await consumer.StartAsync(Cancellation).Within("the start");
        for (int number = 0; number < 2; number++)
            await producer.SendAsync(new Message("orders", new byte[3]), Cancellation).Within("the send");
        await handled.Task.Within("the handler");
        producer.Statistics.InFlight.ShouldBe(0);
        log.Count("listener").ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task One_trace_leads_from_the_sender_to_the_handler()
    {
        ConcurrentQueue<Activity> ended = new();
        using ActivityListener listener = Listen(ended);
        await using EmbeddedBroker broker = await EmbeddedBroker.StartAsync(cancellationToken: Cancellation);
        await using RocketMqClient client = new(new() { NameServers = [broker.NameServerAddress] });
        await using Producer producer = client.CreateProducer();
        TaskCompletionSource<(ActivityTraceId Trace, ReceivedMessage Message)> handled = new(
            TaskCreationOptions.RunContinuationsAsynchronously
        );
        PushConsumer consumer = client.CreatePushConsumer(
            new PushConsumerOptions { Group = "billing", From = ConsumeFrom.First }.Subscribe("orders"),
            (message, _) =>
            {
                handled.TrySetResult((Activity.Current!.TraceId, message.Detach()));
                return ValueTask.FromResult(ConsumeResult.Success);
            }
        );
        await consumer.StartAsync(Cancellation).Within("the start");
        using Activity request = new("request");
        request.SetIdFormat(ActivityIdFormat.W3C).Start();
        request.TraceStateString = "vendor=1";
        SendReceipt receipt = await producer
            .SendAsync(new Message("orders", new byte[3]) { Tag = "created" }, Cancellation)
            .Within("the send");
        Activity.Current.ShouldBeSameAs(request);
        (ActivityTraceId trace, ReceivedMessage message) = await handled.Task.Within("the handler");
        await consumer.DisposeAsync().Within("the consumer ends");

        trace.ShouldBe(request.TraceId);
        Activity send = ended.Single(activity => activity.TraceId == trace && activity.OperationName == "send orders");
        send.Kind.ShouldBe(ActivityKind.Producer);
        send.ParentSpanId.ShouldBe(request.SpanId);
        send.GetTagItem("messaging.system").ShouldBe("rocketmq");
        send.GetTagItem("messaging.destination.name").ShouldBe("orders");
        send.GetTagItem("messaging.message.id").ShouldBe(receipt.MessageId);
        send.GetTagItem("messaging.rocketmq.message.tag").ShouldBe("created");
        Activity process = ended.Single(activity => activity.TraceId == trace && activity.OperationName == "process orders");
        process.Kind.ShouldBe(ActivityKind.Consumer);
        process.ParentSpanId.ShouldBe(send.SpanId);
        process.Links.ShouldHaveSingleItem().Context.SpanId.ShouldBe(send.SpanId);
        process.TraceStateString.ShouldBe("vendor=1");
        process.GetTagItem("messaging.consumer.group.name").ShouldBe("billing");
        message.Properties["traceparent"].ShouldBe(send.Id);
    }

    [Fact]
    public async Task Without_listeners_a_current_activity_still_travels_with_the_message()
    {
        await using FakeCluster cluster = new("broker-a");
        Producer producer = cluster.CreateClient().CreateProducer();
        using (Activity request = new("request"))
        {
            request.SetIdFormat(ActivityIdFormat.W3C).Start();
            await producer.SendAsync(new Message("orders", new byte[3]), Cancellation).Within("the send");
            cluster.Brokers[0].Sends[^1].Properties["traceparent"].ShouldBe(request.Id);
            Message own = new("orders", new byte[3]) { Properties = { ["traceparent"] = "mine" } };
            await producer.SendAsync(own, Cancellation).Within("a send with a context of its own");
            cluster.Brokers[0].Sends[^1].Properties["traceparent"].ShouldBe("mine");
        }
        await producer.SendAsync(new Message("orders", new byte[3]), Cancellation).Within("a send without a context");
        cluster.Brokers[0].Sends[^1].Properties.ShouldNotContainKey("traceparent");
    }

    [Fact]
    public async Task A_failed_send_is_an_error_of_its_span_and_of_the_metrics()
    {
        ConcurrentQueue<Activity> ended = new();
        using ActivityListener listener = Listen(ended);
        ConcurrentQueue<(string Name, double Value, string? Error)> measured = new();
        using MeterListener meter = Measure(measured);
        await using FakeCluster cluster = new("broker-a");
        Producer producer = cluster.CreateClient().CreateProducer();
        await producer.SendAsync(new Message("orders", new byte[3]), Cancellation).Within("the send");
        cluster.Brokers[0].Always(RequestCode.SendMessageV2, Answers.Refuse(ResponseCode.MessageIllegal, "bad"));
        await Should.ThrowAsync<BrokerException>(() =>
            producer.SendAsync(new Message("orders", new byte[3]), Cancellation).Within("the send")
        );

        Activity failed = ended.Last(activity => activity.OperationName == "send orders");
        failed.Status.ShouldBe(ActivityStatusCode.Error);
        failed.GetTagItem("error.type").ShouldBe("InvalidMessage");
        measured.Where(m => m.Name == "messaging.client.sent.messages").Select(m => m.Error).ShouldBe([null, "InvalidMessage"]);
        measured.Count(m => m.Name == "messaging.client.operation.duration").ShouldBe(2);
        measured.Where(m => m.Name == "rocketmq.client.sends.in_flight").Sum(m => m.Value).ShouldBe(0);
    }

    private static ActivityListener Listen(ConcurrentQueue<Activity> ended)
    {
        ActivityListener listener = new()
        {
            ShouldListenTo = source => source.Name == RocketMqTelemetry.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private static MeterListener Measure(ConcurrentQueue<(string, double, string?)> measured)
    {
        MeterListener meter = new()
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == RocketMqTelemetry.MeterName)
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        meter.SetMeasurementEventCallback<long>((instrument, value, tags, _) => measured.Enqueue((instrument.Name, value, ErrorOf(tags))));
        meter.SetMeasurementEventCallback<double>(
            (instrument, value, tags, _) => measured.Enqueue((instrument.Name, value, ErrorOf(tags)))
        );
        meter.Start();
        return meter;
    }

    private static string? ErrorOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach ((string key, object? value) in tags)
        {
            if (key == "error.type")
                return (string?)value;
        }
        return null;
    }
}
