using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using RocketMq.Consuming;

namespace RocketMq.Telemetry;

/// <summary>What every queue of every running consumer holds, told when a listener asks.</summary>
internal static class QueueGauges
{
    public static readonly ObservableGauge<long> Lag = ClientTelemetry.Meter.CreateObservableGauge(
        "rocketmq.client.consumer.lag",
        static () => Measure(static (_, _, snapshot) => snapshot.Lag),
        "{message}",
        "Messages between what may be committed and the queue's end as the broker last told it."
    );

    public static readonly ObservableGauge<long> InFlight = ClientTelemetry.Meter.CreateObservableGauge(
        "rocketmq.client.consumer.in_flight",
        static () => Measure(static (_, _, snapshot) => (long)snapshot.PendingCount),
        "{message}",
        "Messages that are pulled and not settled."
    );

    public static readonly ObservableGauge<double> OldestUnsettledAge = ClientTelemetry.Meter.CreateObservableGauge(
        "rocketmq.client.consumer.oldest_unsettled.age",
        static () => Measure(static (consumer, _, snapshot) => AgeOf(consumer, snapshot)),
        "s",
        "How long ago the first message that is not settled was pulled; 0 when there is none."
    );

    public static readonly ObservableGauge<long> LockHeld = ClientTelemetry.Meter.CreateObservableGauge(
        "rocketmq.client.consumer.lock_held",
        static () => Measure(static (_, queue, _) => queue.Lease.IsValid ? 1L : 0L, onlyLocked: true),
        "1",
        "1 while this client holds the orderly lock of the queue, else 0."
    );

    private static readonly ConcurrentDictionary<IGaugedConsumer, bool> Consumers = new();

    /// <summary>Shows the queues of a consumer until <see cref="Remove"/>.</summary>
    public static void Add(IGaugedConsumer consumer) => Consumers.TryAdd(consumer, true);

    public static void Remove(IGaugedConsumer consumer) => Consumers.TryRemove(consumer, out _);

    private static double AgeOf(IGaugedConsumer consumer, in ProcessQueueSnapshot snapshot) =>
        snapshot.OldestPulledAt is { } pulledAt ? Math.Max(0, (consumer.Time.GetUtcNow() - pulledAt).TotalSeconds) : 0;

    private static IEnumerable<Measurement<T>> Measure<T>(
        Func<IGaugedConsumer, ProcessQueue, ProcessQueueSnapshot, T> read,
        bool onlyLocked = false
    )
        where T : struct
    {
        foreach (IGaugedConsumer consumer in Consumers.Keys)
        {
            if (onlyLocked && !consumer.NeedsLocks)
                continue;
            foreach (ProcessQueue queue in consumer.Queues)
            {
                yield return new Measurement<T>(
                    read(consumer, queue, queue.Snapshot()),
                    new KeyValuePair<string, object?>(MessagingTags.System, MessagingTags.SystemName),
                    new(MessagingTags.ConsumerGroup, consumer.GroupName),
                    new(MessagingTags.Destination, consumer.Names.Unwrap(queue.Queue.Topic)),
                    new(MessagingTags.Partition, $"{queue.Queue.BrokerName}:{queue.Queue.QueueId}"),
                    new(MessagingTags.ClientId, consumer.ClientId)
                );
            }
        }
    }
}
