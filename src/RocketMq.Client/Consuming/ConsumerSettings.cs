using RocketMq.Protocol;
using RocketMq.Routing;

namespace RocketMq.Consuming;

/// <summary>The checked, immutable copy of <see cref="PushConsumerOptions"/>.</summary>
internal sealed record ConsumerSettings
{
    private const int DefaultRetries = 16;
    private static readonly TimeSpan DefaultLookBack = TimeSpan.FromMinutes(30);
    private static readonly string DefaultOffsetDirectory = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
        ".rocketmq_offsets"
    );

    /// <summary>The group as brokers know it, with the client's namespace; so are the topics of <see cref="Subscriptions"/>.</summary>
    public required string Group { get; init; }
    public required ResourceNames Names { get; init; }
    public required bool IsOrderly { get; init; }
    public required bool IsBroadcasting { get; init; }
    public required string OffsetDirectory { get; init; }
    public required bool RequireMatchingGroup { get; init; }
    public required ConsumeFrom StartAt { get; init; }
    public required DateTimeOffset StartTime { get; init; }
    public required OrderlyGrouping Grouping { get; init; }
    public required int Concurrency { get; init; }
    public required int PullBatchSize { get; init; }
    public required FlowLimits Limits { get; init; }
    public required int MaxAttempts { get; init; }
    public required TimeSpan SuspendInterval { get; init; }
    public required TimeSpan ConsumeTimeout { get; init; }
    public required TimeSpan DrainTimeout { get; init; }
    public required IAllocationStrategy AllocationStrategy { get; init; }
    public required SubscriptionSet Subscriptions { get; init; }

    /// <summary>Whether a queue is handled only under the broker's lock: in order, and not by every member for itself.</summary>
    public bool NeedsLocks => IsOrderly && !IsBroadcasting;

    /// <exception cref="ArgumentException">A setting is missing or out of its range.</exception>
    public static ConsumerSettings Create(PushConsumerOptions options, TimeProvider time, ResourceNames? names = null)
    {
        Check(options);
        names ??= ResourceNames.Plain;
        string group = names.Wrap(options.Group);
        bool orderly = options.Orderly;
        return new ConsumerSettings
        {
            Names = names,
            Group = group,
            IsOrderly = orderly,
            IsBroadcasting = options.Broadcasting,
            RequireMatchingGroup = options.RequireMatchingGroup,
            OffsetDirectory = Path.GetFullPath(options.OffsetDirectory ?? DefaultOffsetDirectory),
            StartAt = options.From,
            StartTime = options.StartTime ?? time.GetUtcNow() - DefaultLookBack,
            Grouping = new OrderlyGrouping(options.OrderlyScope == OrderlyScope.Key, options.ConsumeBatchSize),
            Concurrency = options.Concurrency,
            PullBatchSize = options.PullBatchSize,
            Limits = new FlowLimits(
                options.MaxCachedMessagesPerQueue,
                options.MaxCachedBytesPerQueue,
                // A queue in order is handled from its front, so count and bytes bound it already; sparse tags would only trip the span.
                orderly && options.OrderlyScope == OrderlyScope.Queue
                    ? long.MaxValue
                    : options.MaxOffsetSpan
            ),
            MaxAttempts = options.MaxAttempts ?? (orderly ? int.MaxValue : DefaultRetries + 1),
            SuspendInterval = options.SuspendInterval,
            ConsumeTimeout = options.ConsumeTimeout,
            DrainTimeout = options.DrainTimeout,
            AllocationStrategy = options.AllocationStrategy,
            Subscriptions = SubscriptionSet.Create(
                group,
                options.Subscriptions,
                names,
                time.GetUtcNow().ToUnixTimeMilliseconds(),
                withRetryTopic: !options.Broadcasting
            ),
        };
    }

    private static void Check(PushConsumerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(options.AllocationStrategy);
        if (!TopicRules.IsValidGroup(options.Group, out string? reason))
            throw new ArgumentException($"PushConsumerOptions.Group '{options.Group}' is not usable: {reason}", nameof(options));
        if (options.OffsetDirectory is { } directory && string.IsNullOrWhiteSpace(directory))
            throw new ArgumentException(
                "PushConsumerOptions.OffsetDirectory is empty; name a directory, or leave it null for the user's home.",
                nameof(options)
            );
        if (options.Subscriptions.Count == 0)
            throw new ArgumentException(
                $"The consumer of group '{options.Group}' subscribes to nothing; call Subscribe(topic).",
                nameof(options)
            );
        foreach (string topic in options.Subscriptions.Keys)
        {
            if (!TopicRules.IsValidTopic(topic, out reason))
                throw new ArgumentException($"The subscribed topic '{topic}' is not usable: {reason}", nameof(options));
        }

        CheckRange(options.Concurrency, 1, 1000, nameof(options.Concurrency));
        CheckRange(options.ConsumeBatchSize, 1, 1024, nameof(options.ConsumeBatchSize));
        CheckRange((int)options.OrderlyScope, (int)OrderlyScope.Queue, (int)OrderlyScope.Key, nameof(options.OrderlyScope));
        if (options.OrderlyScope == OrderlyScope.Key && !options.Orderly)
            throw new ArgumentException(
                "PushConsumerOptions.OrderlyScope is Key, but Orderly is false; set Orderly = true.",
                nameof(options)
            );
        CheckRange(options.PullBatchSize, 1, 1024, nameof(options.PullBatchSize));
        CheckRange(options.MaxCachedMessagesPerQueue, 1, 65_535, nameof(options.MaxCachedMessagesPerQueue));
        CheckRange(options.MaxCachedBytesPerQueue, 1, 1L << 30, nameof(options.MaxCachedBytesPerQueue));
        CheckRange(options.MaxOffsetSpan, 1, 65_535, nameof(options.MaxOffsetSpan));
        CheckRange(options.MaxAttempts ?? 1, 1, int.MaxValue, nameof(options.MaxAttempts));
        CheckRange(options.SuspendInterval.TotalMilliseconds, 10, 30_000, $"{nameof(options.SuspendInterval)} in milliseconds");
        CheckRange(options.ConsumeTimeout.TotalMilliseconds, 1, int.MaxValue, $"{nameof(options.ConsumeTimeout)} in milliseconds");
        CheckRange(options.DrainTimeout.TotalMilliseconds, 0, int.MaxValue, $"{nameof(options.DrainTimeout)} in milliseconds");
    }

    private static void CheckRange(double value, double least, double most, string name)
    {
        if (!(value >= least && value <= most))
            throw new ArgumentException($"PushConsumerOptions.{name} is {value}; it must be {least} to {most}.", nameof(value));
    }
}
