using System.Globalization;
using RocketMq.Protocol;

namespace RocketMq.Consuming;

/// <summary>Describes a running consumer the way administration tools read it (request 307).</summary>
internal static class RunningInfo
{
    public static ConsumerRunningInfo Create(ConsumerContext context, IEnumerable<ProcessQueue> queues, DateTimeOffset startedAt) =>
        new()
        {
            Properties = DescribeSettings(context, startedAt),
            Subscriptions = [.. context.Settings.Subscriptions.All.Select(subscription => subscription.Data)],
            Queues = queues.ToDictionary(queue => queue.Queue, DescribeQueue),
        };

    private static Dictionary<string, string> DescribeSettings(ConsumerContext context, DateTimeOffset startedAt)
    {
        ConsumerSettings settings = context.Settings;
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PROP_CONSUME_TYPE"] = "CONSUME_PASSIVELY",
            ["PROP_CONSUMEORDERLY"] = settings.IsOrderly ? "true" : "false",
            ["PROP_CONSUMER_START_TIMESTAMP"] = Text(startedAt.ToUnixTimeMilliseconds()),
            ["PROP_NAMESERVER_ADDR"] = string.Join(';', context.Session.Settings.NameServers),
            ["PROP_THREADPOOL_CORE_SIZE"] = Text(settings.Concurrency),
            ["consumerGroup"] = settings.Group,
            ["messageModel"] = settings.IsBroadcasting ? "BROADCASTING" : "CLUSTERING",
            ["allocateMessageQueueStrategy"] = settings.AllocationStrategy.Name,
            ["pullBatchSize"] = Text(settings.PullBatchSize),
            ["pullThresholdForQueue"] = Text(settings.Limits.MaxMessages),
            ["maxReconsumeTimes"] = Text(settings.MaxAttempts - 1),
        };
    }

    private static ProcessQueueInfo DescribeQueue(ProcessQueue queue)
    {
        ProcessQueueSnapshot snapshot = queue.Snapshot();
        return new ProcessQueueInfo
        {
            CommitOffset = snapshot.CommitOffset,
            CachedMessageMinOffset = snapshot.FirstOffset,
            CachedMessageMaxOffset = snapshot.LastOffset,
            CachedMessageCount = snapshot.PendingCount,
            CachedMessageSizeInMiB = (int)(snapshot.PendingBytes >> 20),
            Locked = queue.Lease.IsValid,
            Dropped = queue.IsReleased,
            LastPullTimestamp = snapshot.LastPullAt.ToUnixTimeMilliseconds(),
            LastConsumeTimestamp = snapshot.LastHandledAt.ToUnixTimeMilliseconds(),
        };
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
