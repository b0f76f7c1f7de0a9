namespace RocketMq;

/// <summary>The settings of a push consumer. Read once, when the consumer is created; later changes have no effect.</summary>
/// <remarks>Defaults are those of the protocol's reference client unless said otherwise. Not thread-safe.</remarks>
public sealed class PushConsumerOptions
{
    private readonly Dictionary<string, FilterExpression> _subscriptions = new(StringComparer.Ordinal);

    /// <summary>
    /// The consumer group: required, up to 255 of the characters <c>% | a-z A-Z 0-9 _ -</c>. A broker that does not create groups by
    /// itself takes no longer name than 120 when an administrator creates it.
    /// </summary>
    /// <remarks>All members of a group must subscribe to the same topics with the same expressions: the broker keeps one subscription per group.</remarks>
    public string Group { get; set; } = "";

    /// <summary>
    /// False (default): many messages at once, in any order; a failed message is redelivered later while others go on. True: one message at a time
    /// per queue, in queue order, under a lock that the broker keeps for one client of the group; a failed message is retried in place and its queue
    /// waits for it. The same for all members of a group.
    /// </summary>
    public bool Orderly { get; set; }

    /// <summary>
    /// False (default): the members of the group share the messages. True: every member gets all of them, keeps its own offsets in a file of its
    /// machine (<see cref="OffsetDirectory"/>), and a failed message is logged, counted and dropped, since nothing could redeliver it to one member
    /// alone. With <see cref="Orderly"/>, each member handles every queue in order and needs no lock. The same for all members of a group.
    /// </summary>
    public bool Broadcasting { get; set; }

    /// <summary>
    /// Broadcasting: the directory of the offset files. Below it a consumer uses <c>instance name/group/offsets.json</c>, in the Java client's format;
    /// the instance name is that of the client (<see cref="RocketMqClientOptions.InstanceName"/>), or <c>DEFAULT</c>. Null (default) means
    /// <c>.rocketmq_offsets</c> in the user's home. The file must outlive restarts of the process, else the consumer begins anew.
    /// </summary>
    public string? OffsetDirectory { get; set; }

    /// <summary>Where a group without committed offset begins. Default <see cref="ConsumeFrom.Last"/>.</summary>
    public ConsumeFrom From { get; set; } = ConsumeFrom.Last;

    /// <summary>The time for <see cref="ConsumeFrom.Timestamp"/>; null (default) means 30 minutes before the consumer is created.</summary>
    public DateTimeOffset? StartTime { get; set; }

    /// <summary>Handler calls that run at the same time, over all queues. 1 to 1,000, default 20.</summary>
    public int Concurrency { get; set; } = 20;

    /// <summary>
    /// The most messages that a <see cref="BatchMessageHandler"/> gets in one call; it gets fewer when fewer were pulled together. 1 to 1,024, default 32. Without
    /// effect for a handler of single messages.
    /// </summary>
    public int ConsumeBatchSize { get; set; } = 32;

    /// <summary>
    /// Orderly handling: whether all messages of a queue wait for each other (default) or only those with the same order key. With
    /// <see cref="OrderlyScope.Key"/>, <see cref="MaxOffsetSpan"/> applies, and a batch has messages of one key.
    /// </summary>
    public OrderlyScope OrderlyScope { get; set; } = OrderlyScope.Queue;

    /// <summary>Messages asked for with one pull. 1 to 1,024, default 32 (brokers usually send no more than 32).</summary>
    public int PullBatchSize { get; set; } = 32;

    /// <summary>Messages of one queue that may be pulled and not settled before pulling pauses. 1 to 65,535, default 1,000.</summary>
    public int MaxCachedMessagesPerQueue { get; set; } = 1000;

    /// <summary>Stored bytes of one queue that may be pulled and not settled before pulling pauses. 1 to 1 GiB, default 100 MiB.</summary>
    public long MaxCachedBytesPerQueue { get; set; } = 100L * 1024 * 1024;

    /// <summary>
    /// Concurrent handling, and orderly handling by key: how far the largest pulled offset of a queue may lie above the smallest that is not settled. It bounds what is repeated after
    /// a crash. 1 to 65,535, default 2,000.
    /// </summary>
    public int MaxOffsetSpan { get; set; } = 2000;

    /// <summary>
    /// How often the handler is called for one message, the first call included, before the message goes to the dead-letter topic. At least 1; null
    /// (default) means 17, i.e. 16 retries, for concurrent consumers and no limit for orderly ones.
    /// </summary>
    /// <remarks>
    /// In an orderly consumer the attempts are counted by the client, since a retry in place never reaches the broker and the protocol has no field for it: they go on when the
    /// queue leaves this consumer and comes back, and begin anew in another process. What counts everywhere are the attempts stored with a
    /// message that was sent back before (<see cref="ReceivedMessage.ReconsumeTimes"/>).
    /// </remarks>
    public int? MaxAttempts { get; set; }

    /// <summary>Orderly handling: the pause before a failed message is handled again. 10 ms to 30 s, default 1 s.</summary>
    public TimeSpan SuspendInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a handler call may take before its token is cancelled. Positive, default 15 minutes.</summary>
    public TimeSpan ConsumeTimeout { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>
    /// How long running handler calls may take to end when the consumer is disposed or a queue moves to another member, before their token is
    /// cancelled. Zero or more, default 30 s.
    /// </summary>
    /// <remarks>
    /// A call that ignores its token for 5 s more is not awaited any longer. An orderly queue is then read by nobody until the call ends, unless the
    /// consumer is disposed: its broker gives the queue away 60 s later. Any other queue goes on at once, and the message comes again.
    /// </remarks>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How queues are split among the members of the group; the same for all members. Default <see cref="AllocationStrategies.Averagely"/>.</summary>
    public IAllocationStrategy AllocationStrategy { get; set; } = AllocationStrategies.Averagely;

    /// <summary>
    /// What <see cref="PushConsumer.StartAsync"/> does when the group has members already that subscribe to other topics or expressions, broadcast where
    /// this one does not, or are orderly where this one is not. False (default): a warning that names both sides. True: it fails with
    /// <see cref="RocketMqErrorReason.InvalidSubscription"/>. A group that cannot be asked about starts in both cases.
    /// </summary>
    public bool RequireMatchingGroup { get; set; }

    /// <summary>What is wanted of each topic. At least one entry is needed.</summary>
    public IReadOnlyDictionary<string, FilterExpression> Subscriptions => _subscriptions;

    /// <summary>Subscribes to a topic, or to some tags of it.</summary>
    /// <param name="topic">The topic; it need not exist yet.</param>
    /// <param name="expression"><c>*</c> (default) for all messages, or the wanted tags: <c>created || cancelled</c>.</param>
    /// <returns>This object, for chaining.</returns>
    /// <exception cref="ArgumentException">The topic is empty or already subscribed, or the expression names no tag.</exception>
    public PushConsumerOptions Subscribe(string topic, string expression = "*") => Subscribe(topic, FilterExpression.Tags(expression));

    /// <summary>Subscribes to the messages of a topic that an expression selects.</summary>
    /// <param name="topic">The topic; it need not exist yet.</param>
    /// <param name="expression">The wanted messages, by tags or by an SQL92 condition over their properties.</param>
    /// <returns>This object, for chaining.</returns>
    /// <exception cref="ArgumentException">The topic is empty or already subscribed.</exception>
    public PushConsumerOptions Subscribe(string topic, FilterExpression expression)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(topic);
        ArgumentNullException.ThrowIfNull(expression);
        if (!_subscriptions.TryAdd(topic, expression))
        {
            throw new ArgumentException(
                $"Topic '{topic}' is already subscribed with '{_subscriptions[topic]}'. Join all conditions in one expression: tags as 'a || b', SQL92 with OR.",
                nameof(topic)
            );
        }

        return this;
    }
}
