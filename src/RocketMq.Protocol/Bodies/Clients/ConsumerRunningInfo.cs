namespace RocketMq.Protocol;

/// <summary>The state of a consumer, as it answers <see cref="RequestCode.GetConsumerRunningInfo"/>.</summary>
public sealed record ConsumerRunningInfo : JsonBody
{
    /// <summary>Settings and facts by name.</summary>
    public IReadOnlyDictionary<string, string> Properties { get; init; } = new Dictionary<string, string>();

    /// <summary>The subscriptions.</summary>
    public IReadOnlyList<SubscriptionData> Subscriptions { get; init; } = [];

    /// <summary>The queues it reads.</summary>
    public IReadOnlyDictionary<MessageQueue, ProcessQueueInfo> Queues { get; init; } = new Dictionary<MessageQueue, ProcessQueueInfo>();

    /// <summary>The queues it pops.</summary>
    public IReadOnlyDictionary<MessageQueue, PopProcessQueueInfo> PopQueues { get; init; } =
        new Dictionary<MessageQueue, PopProcessQueueInfo>();

    /// <summary>The rates by topic.</summary>
    public IReadOnlyDictionary<string, ConsumeStatus> Statuses { get; init; } = new Dictionary<string, ConsumeStatus>();

    /// <summary>The user's own facts by name.</summary>
    public IReadOnlyDictionary<string, string> UserInfo { get; init; } = new Dictionary<string, string>();

    /// <summary>The stacks of its threads; null if not asked for.</summary>
    public string? Stacks { get; init; }

    /// <summary>Reads the body.</summary>
    /// <param name="utf8">The JSON text.</param>
    /// <returns>The body; missing members have their default values.</returns>
    /// <exception cref="ProtocolException">The text is malformed.</exception>
    public static ConsumerRunningInfo Parse(ReadOnlySpan<byte> utf8) => Parse(utf8, Read);

    internal static ConsumerRunningInfo Read(ref JsonCursor json)
    {
        IReadOnlyDictionary<string, string> properties = new Dictionary<string, string>();
        IReadOnlyList<SubscriptionData> subscriptions = [];
        IReadOnlyDictionary<MessageQueue, ProcessQueueInfo> queues = new Dictionary<MessageQueue, ProcessQueueInfo>();
        IReadOnlyDictionary<MessageQueue, PopProcessQueueInfo> popQueues = new Dictionary<MessageQueue, PopProcessQueueInfo>();
        IReadOnlyDictionary<string, ConsumeStatus> statuses = new Dictionary<string, ConsumeStatus>();
        IReadOnlyDictionary<string, string> userInfo = new Dictionary<string, string>();
        string? stacks = default;
        json.Expect((byte)'{');
        while (json.TryReadName(out ReadOnlySpan<byte> name))
        {
            if (name.Is("properties"u8))
                properties = json.ReadMap(static (ref JsonCursor item) => item.ReadText() ?? string.Empty);
            else if (name.Is("subscriptionSet"u8))
                subscriptions = json.ReadList(SubscriptionData.Read);
            else if (name.Is("mqTable"u8))
                queues = json.ReadQueueMap(ProcessQueueInfo.Read);
            else if (name.Is("mqPopTable"u8))
                popQueues = json.ReadQueueMap(PopProcessQueueInfo.Read);
            else if (name.Is("statusTable"u8))
                statuses = json.ReadMap(ConsumeStatus.Read);
            else if (name.Is("userConsumerInfo"u8))
                userInfo = json.ReadMap(static (ref JsonCursor item) => item.ReadText() ?? string.Empty);
            else if (name.Is("jstack"u8))
                stacks = json.ReadText();
            else
                json.SkipValue();
        }

        return new()
        {
            Properties = properties,
            Subscriptions = subscriptions,
            Queues = queues,
            PopQueues = popQueues,
            Statuses = statuses,
            UserInfo = userInfo,
            Stacks = stacks,
        };
    }

    internal override void WriteTo(ref JsonOutput json)
    {
        json.Begin('{');
        if (Stacks is not null)
        {
            json.Name("jstack"u8);
            json.Text(Stacks);
        }

        json.Name("mqPopTable"u8);
        json.QueueMap(PopQueues);
        json.Name("mqTable"u8);
        json.QueueMap(Queues);
        json.Name("properties"u8);
        json.TextMap(Properties);
        json.Name("statusTable"u8);
        json.ObjectMap(Statuses);
        json.Name("subscriptionSet"u8);
        json.Objects(Subscriptions);
        json.Name("userConsumerInfo"u8);
        json.TextMap(UserInfo);
        json.End('}');
    }
}
