using System.Globalization;
using System.Text;
using RocketMq.Protocol;

namespace RocketMq.Consuming;

/// <summary>Describes a running consumer the way administration tools read it (request 307).</summary>
internal static class RunningInfo
{
    /// <param name="context">The consumer.</param>
    /// <param name="queues">Its queues.</param>
    /// <param name="startedAt">Since when it exists.</param>
    /// <param name="withStacks">Whether to say what the handlers are busy with, which stands where Java has its threads' stacks.</param>
    public static ConsumerRunningInfo Create(
        ConsumerContext context,
        IEnumerable<ProcessQueue> queues,
        DateTimeOffset startedAt,
        bool withStacks
    ) =>
        new()
        {
            Properties = DescribeSettings(context, startedAt),
            Subscriptions = [.. context.Subscriptions.All.Select(subscription => subscription.Data)],
            Queues = queues.ToDictionary(queue => queue.Queue, DescribeQueue),
            Statuses = context.Subscriptions.All.ToDictionary(
                subscription => subscription.Topic,
                subscription => context.Figures.Of(subscription.Topic).Read()
            ),
            Stacks = withStacks ? DescribeWork(context) : null,
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

    // Handlers are asynchronous: a waiting one is on no thread's stack, so that what runs, for how long, tells more than stacks would.
    private static string DescribeWork(ConsumerContext context)
    {
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"Thread pool: {ThreadPool.ThreadCount} threads, {ThreadPool.PendingWorkItemCount} work items waiting.\n"
        );
        int busy = 0;
        foreach (HandlerSlot slot in context.Dispatcher.Slots)
        {
            if (slot.Running is not { } running)
                continue;

            busy++;
            text.Append(CultureInfo.InvariantCulture, $"Handler {busy}: {running.Queue}, for {running.Elapsed.TotalMilliseconds:F0} ms.\n");
        }

        return text.Append(CultureInfo.InvariantCulture, $"{busy} of {context.Settings.Concurrency} handler places busy.\n").ToString();
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
