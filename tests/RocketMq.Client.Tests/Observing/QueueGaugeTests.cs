using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using RocketMq.Tests.EndToEnd;

namespace RocketMq.Tests.Observing;

public sealed class QueueGaugeTests
{
    [Fact]
    public async Task Each_queue_tells_its_lag_what_is_in_flight_its_age_and_its_lock()
    {
        string group = $"gauged-{Guid.NewGuid():N}";
        ConcurrentDictionary<string, double> latest = new();
        using MeterListener listener = Listen(group, latest);
        await using TestCluster cluster = await TestCluster.StartAsync(queues: 1);
        await cluster.SendAsync("1", "2", "3");
        TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var handled = new Handled();
        PushConsumerOptions options = TestCluster.Options(group: group);
        options.Orderly = true;
        PushConsumer consumer = await cluster.StartConsumerAsync(
            options,
            async (message, _) =>
            {
                string body = TestCluster.BodyOf(message);
                begun.TrySetResult();
                await goOn.Task;
                handled.Add(body);
                return ConsumeResult.Success;
            }
        );
        await TestCluster.WithinAsync(begun.Task, "the first message is handled");
        cluster.Time.Advance(TimeSpan.FromSeconds(3));

        listener.RecordObservableInstruments();
        latest["rocketmq.client.consumer.lag"].ShouldBe(3);
        latest["rocketmq.client.consumer.in_flight"].ShouldBe(3);
        latest["rocketmq.client.consumer.oldest_unsettled.age"].ShouldBeGreaterThanOrEqualTo(3);
        latest["rocketmq.client.consumer.lock_held"].ShouldBe(1);

        goOn.SetResult();
        await TestCluster.WithinAsync(handled.Reaching(3), "all messages are handled");
        await consumer.DisposeAsync();
        latest.Clear();
        listener.RecordObservableInstruments();
        latest.ShouldBeEmpty("a consumer that left tells nothing");
    }

    private static MeterListener Listen(string group, ConcurrentDictionary<string, double> latest)
    {
        MeterListener listener = new()
        {
            InstrumentPublished = static (instrument, self) =>
            {
                if (instrument.Name.StartsWith("rocketmq.client.consumer.", StringComparison.Ordinal))
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        listener.Start();
        return listener;

        void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            Dictionary<string, object?> all = new(tags.ToArray());
            if (Equals(all["messaging.consumer.group.name"], group) && Equals(all["messaging.destination.name"], TestCluster.Topic))
                latest[instrument.Name] = value;
        }
    }
}
