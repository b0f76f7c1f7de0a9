using RocketMq.Protocol;

namespace RocketMq.Broker.Topics;

/// <summary>One topic with its queues. Queues come into being when somebody first reads or writes them; they never go.</summary>
internal sealed class Topic(TopicSettings settings)
{
    private readonly Lock _queuesLock = new();
    private TopicSettings _settings = settings;
    private TopicQueue?[] _queues = [];

    public string Name { get; } = settings.Name;

    /// <summary>Whether only the broker itself may write here.</summary>
    public bool IsBrokerOnly { get; } = !TopicRules.IsSendable(settings.Name);

    /// <summary>The group whose retries the topic holds; null for any other topic.</summary>
    public string? RetryGroup { get; } = TopicRules.IsRetryTopic(settings.Name) ? settings.Name[TopicRules.RetryPrefix.Length..] : null;

    /// <summary>The name, encoded once.</summary>
    public Utf8Text NameUtf8 { get; } = Utf8Text.Encode(settings.Name);

    public TopicSettings Settings
    {
        get => Volatile.Read(ref _settings);
        set => Volatile.Write(ref _settings, value);
    }

    /// <summary>The queue of that id; the caller has checked the id against the settings.</summary>
    public TopicQueue Queue(int id)
    {
        var queues = Volatile.Read(ref _queues);
        return id < queues.Length && Volatile.Read(ref queues[id]) is { } queue ? queue : CreateQueue(id);
    }

    /// <summary>The queue of that id if anybody has used it yet.</summary>
    public TopicQueue? FindQueue(int id)
    {
        var queues = Volatile.Read(ref _queues);
        return id >= 0 && id < queues.Length ? Volatile.Read(ref queues[id]) : null;
    }

    /// <summary>The queues used so far, by id.</summary>
    public IEnumerable<TopicQueue> UsedQueues() => Volatile.Read(ref _queues).OfType<TopicQueue>();

    private TopicQueue CreateQueue(int id)
    {
        lock (_queuesLock)
        {
            if (id >= _queues.Length)
            {
                var grown = new TopicQueue?[Math.Max(id + 1, Settings.Queues)];
                _queues.CopyTo(grown, 0);
                Volatile.Write(ref _queues, grown);
            }
            if (_queues[id] is { } existing)
                return existing;
            var created = new TopicQueue(this, id);
            Volatile.Write(ref _queues[id], created);
            return created;
        }
    }
}
