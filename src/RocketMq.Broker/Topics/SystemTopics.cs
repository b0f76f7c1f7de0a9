using RocketMq.Protocol;

namespace RocketMq.Broker.Topics;

/// <summary>The topics that a broker owns (broker reference 4.1).</summary>
internal sealed class SystemTopics
{
    private const string SelfTest = "SELF_TEST_TOPIC";
    private const string OffsetMoved = "OFFSET_MOVED_EVENT";
    private const string Trace = "RMQ_SYS_TRACE_TOPIC";

    private readonly string _cluster;
    private readonly string _broker;

    public SystemTopics(BrokerSettings settings, int delayLevels)
    {
        _cluster = settings.ClusterName;
        _broker = settings.BrokerName;
        const int inherited = TopicSettings.ReadWrite | TopicSettings.Inherit;
        var queues = settings.DefaultTopicQueueNums;
        AtBoot =
        [
            .. settings.AutoCreateTopics ? [new TopicSettings(TopicRules.AutoCreateTopic, queues, queues, inherited)] : NoTopics,
            new(SelfTest, 1, 1, TopicSettings.ReadWrite),
            new(_cluster, 16, 16, inherited),
            new(_broker, 1, 1, inherited),
            new(OffsetMoved, 1, 1, TopicSettings.ReadWrite),
            new(TopicRules.ScheduleTopic, delayLevels, delayLevels, TopicSettings.ReadWrite),
            new(TopicRules.HalfTopic, 1, 1, TopicSettings.ReadWrite),
            new(TopicRules.TransactionOperationTopic, 1, 1, TopicSettings.ReadWrite),
            new(TopicRules.TimerTopic, 1, 1, TopicSettings.ReadWrite),
            new(Trace, 1, 1, TopicSettings.ReadWrite),
            new(TopicRules.GetReplyTopic(_cluster), 1, 1, TopicSettings.ReadWrite),
        ];
    }

    /// <summary>What exists from the start. The 1024 queues of BenchmarkTest are left out: they only weigh on listings.</summary>
    public IReadOnlyList<TopicSettings> AtBoot { get; }

    private static TopicSettings[] NoTopics => [];

    /// <summary>System topics can be neither created, changed nor deleted by a request.</summary>
    public bool Contains(string topic) => topic == _cluster || topic == _broker || TopicRules.IsSystemTopic(topic);
}
