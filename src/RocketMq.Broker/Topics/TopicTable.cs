using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using RocketMq.Broker.Text;
using RocketMq.Protocol;

namespace RocketMq.Broker.Topics;

/// <summary>All topics of the broker. Reads take no lock; the name server answers from the same table, so a new topic is routable at once.</summary>
internal sealed class TopicTable
{
    private readonly ConcurrentDictionary<string, Topic> _topics = new(Utf8NameComparer.Instance);
    private readonly ConcurrentDictionary<string, Topic>.AlternateLookup<ReadOnlySpan<byte>> _byUtf8;
    private readonly BrokerSettings _settings;

    public TopicTable(BrokerSettings settings, SystemTopics system)
    {
        _settings = settings;
        System = system;
        Version = new TableVersion(settings.Time);
        _byUtf8 = _topics.GetAlternateLookup<ReadOnlySpan<byte>>();
        foreach (var topic in system.AtBoot)
            _topics[topic.Name] = new Topic(topic);
        Schedule = _topics[TopicRules.ScheduleTopic];
        Half = _topics[TopicRules.HalfTopic];
        TransactionOperations = _topics[TopicRules.TransactionOperationTopic];
        Timers = _topics[TopicRules.TimerTopic];
    }

    public SystemTopics System { get; }

    public TableVersion Version { get; }

    public Topic Schedule { get; }

    /// <summary>Where half messages wait for their decision.</summary>
    public Topic Half { get; }

    /// <summary>Where decisions about half messages are noted.</summary>
    public Topic TransactionOperations { get; }

    /// <summary>Where messages wait for a time of their own.</summary>
    public Topic Timers { get; }

    public IEnumerable<Topic> All => _topics.Values;

    public bool TryGet(string name, [MaybeNullWhen(false)] out Topic topic) => _topics.TryGetValue(name, out topic);

    public bool TryGet(ReadOnlySpan<byte> utf8Name, [MaybeNullWhen(false)] out Topic topic) => _byUtf8.TryGetValue(utf8Name, out topic);

    /// <summary>Creates the topic or gives it new settings.</summary>
    public Topic Put(TopicSettings settings)
    {
        var topic = _topics.GetOrAdd(settings.Name, static (_, created) => new Topic(created), settings);
        topic.Settings = settings;
        Version.Advance();
        return topic;
    }

    /// <summary>A retry or dead letter topic: created readable and writable with that many queues, or left as it is.</summary>
    public Topic GetOrAddInternal(string name, int queues)
    {
        if (_topics.TryGetValue(name, out var existing))
            return existing;
        var created = new Topic(new TopicSettings(name, queues, queues, TopicSettings.ReadWrite));
        var topic = _topics.GetOrAdd(name, created);
        if (ReferenceEquals(topic, created))
            Version.Advance();
        return topic;
    }

    /// <summary>
    /// Creates the topic of a send whose topic is unknown, as the settings of <paramref name="defaultTopic"/> allow
    /// (broker reference 4.2); null where they do not.
    /// </summary>
    public Topic? TryCreateForSend(string name, string defaultTopic, int requestedQueues, int systemFlag)
    {
        if (_topics.TryGetValue(defaultTopic, out var pattern) && pattern.Settings.IsInherited)
        {
            var queues = Math.Min(requestedQueues > 0 ? requestedQueues : _settings.DefaultTopicQueueNums, pattern.Settings.WriteQueues);
            var settings = new TopicSettings(name, queues, queues, pattern.Settings.Permissions & ~TopicSettings.Inherit)
            {
                FilterType = pattern.Settings.FilterType,
                SystemFlag = systemFlag,
            };
            var created = new Topic(settings);
            var topic = _topics.GetOrAdd(name, created);
            if (ReferenceEquals(topic, created))
                Version.Advance();
            return topic;
        }
        return name.StartsWith(TopicRules.RetryPrefix, StringComparison.Ordinal) ? GetOrAddInternal(name, queues: 1) : null;
    }

    public void Remove(string name)
    {
        if (_topics.TryRemove(name, out _))
            Version.Advance();
    }
}
