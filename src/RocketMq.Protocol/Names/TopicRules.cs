using System.Buffers;
using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace RocketMq.Protocol;

/// <summary>Which names topics and groups may have, and which belong to the system.</summary>
public static class TopicRules
{
    /// <summary>The longest topic a client may use, in characters.</summary>
    public const int MaxTopicLength = 127;

    /// <summary>The longest retry or dead-letter topic a broker makes, in characters.</summary>
    public const int MaxInternalTopicLength = 255;

    /// <summary>The longest group, in characters.</summary>
    public const int MaxGroupLength = 255;

    /// <summary>Prefix of the topic a consumer group's retries go through.</summary>
    public const string RetryPrefix = "%RETRY%";

    /// <summary>Prefix of the topic a consumer group's dead letters end in.</summary>
    public const string DeadLetterPrefix = "%DLQ%";

    /// <summary>The topic whose settings automatically created topics take over.</summary>
    public const string AutoCreateTopic = "TBW102";

    /// <summary>The topic delayed messages wait in.</summary>
    public const string ScheduleTopic = "SCHEDULE_TOPIC_XXXX";

    /// <summary>The topic messages with a time of their own wait in.</summary>
    public const string TimerTopic = "rmq_sys_wheel_timer";

    /// <summary>The topic half messages of transactions wait in.</summary>
    public const string HalfTopic = "RMQ_SYS_TRANS_HALF_TOPIC";

    /// <summary>The topic message traces go to unless a client names another.</summary>
    public const string TraceTopic = "RMQ_SYS_TRACE_TOPIC";

    /// <summary>The topic in which brokers note which half messages are decided.</summary>
    public const string TransactionOperationTopic = "RMQ_SYS_TRANS_OP_HALF_TOPIC";

    /// <summary>The topic half messages end in that were checked too often without an answer.</summary>
    public const string TransactionDiscardTopic = "TRANS_CHECK_MAX_TIME_TOPIC";

    private const string SystemTopicPrefix = "rmq_sys_";
    private const string ReplyTopicSuffix = "_REPLY_TOPIC";
    private const string SystemGroupPrefix = "CID_RMQ_SYS_";
    private const string Allowed = "letters, digits, '%', '|', '-' and '_'";

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create(
        "%|-_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    );

    private static readonly FrozenSet<string> NotSendable = FrozenSet.ToFrozenSet(
        [ScheduleTopic, HalfTopic, TransactionOperationTopic, TransactionDiscardTopic, "SELF_TEST_TOPIC", "OFFSET_MOVED_EVENT"],
        StringComparer.Ordinal
    );

    private static readonly FrozenSet<string> OtherSystemTopics = FrozenSet.ToFrozenSet(
        [AutoCreateTopic, "BenchmarkTest", TraceTopic, "CHECKPOINT_TOPIC"],
        StringComparer.Ordinal
    );

    /// <summary>Whether a client may use a topic.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="reason">If not, why, as a sentence.</param>
    /// <returns>Whether it may.</returns>
    public static bool IsValidTopic([NotNullWhen(true)] string? topic, [NotNullWhen(false)] out string? reason) =>
        IsValid(topic, "topic", MaxTopicLength, out reason);

    /// <summary>Whether a client may use a producer or consumer group.</summary>
    /// <param name="group">The group.</param>
    /// <param name="reason">If not, why, as a sentence.</param>
    /// <returns>Whether it may.</returns>
    public static bool IsValidGroup([NotNullWhen(true)] string? group, [NotNullWhen(false)] out string? reason) =>
        IsValid(group, "group", MaxGroupLength, out reason);

    /// <summary>Whether a topic belongs to the system.</summary>
    /// <param name="topic">The topic.</param>
    /// <returns>Whether it does.</returns>
    public static bool IsSystemTopic(string topic)
    {
        ArgumentNullException.ThrowIfNull(topic);
        return NotSendable.Contains(topic)
            || OtherSystemTopics.Contains(topic)
            || topic.StartsWith(SystemTopicPrefix, StringComparison.Ordinal)
            || topic.EndsWith(ReplyTopicSuffix, StringComparison.Ordinal);
    }

    /// <summary>Whether clients may send to a topic; to some of the system's they may not.</summary>
    /// <param name="topic">The topic.</param>
    /// <returns>Whether they may.</returns>
    public static bool IsSendable(string topic) => !NotSendable.Contains(topic);

    /// <summary>Whether a consumer group belongs to the system.</summary>
    /// <param name="group">The group.</param>
    /// <returns>Whether it does.</returns>
    public static bool IsSystemGroup(string group)
    {
        ArgumentNullException.ThrowIfNull(group);
        return group.StartsWith(SystemGroupPrefix, StringComparison.Ordinal);
    }

    /// <summary>The topic a consumer group's retries go through.</summary>
    /// <param name="group">The consumer group.</param>
    /// <returns>The topic.</returns>
    public static string GetRetryTopic(string group) => RetryPrefix + group;

    /// <summary>The topic a consumer group's dead letters end in.</summary>
    /// <param name="group">The consumer group.</param>
    /// <returns>The topic.</returns>
    public static string GetDeadLetterTopic(string group) => DeadLetterPrefix + group;

    /// <summary>The topic that replies to requests go through in a cluster.</summary>
    /// <param name="clusterName">The cluster's name, the value of the property <c>CLUSTER</c> of the request.</param>
    /// <returns>The topic.</returns>
    public static string GetReplyTopic(string clusterName) => clusterName + ReplyTopicSuffix;

    /// <summary>Whether a topic is made of <see cref="RetryPrefix"/>.</summary>
    /// <param name="topic">The topic.</param>
    /// <returns>Whether it is.</returns>
    public static bool IsRetryTopic([NotNullWhen(true)] string? topic) =>
        topic is not null && topic.StartsWith(RetryPrefix, StringComparison.Ordinal);

    /// <summary>Whether a topic is made of <see cref="DeadLetterPrefix"/>.</summary>
    /// <param name="topic">The topic.</param>
    /// <returns>Whether it is.</returns>
    public static bool IsDeadLetterTopic([NotNullWhen(true)] string? topic) =>
        topic is not null && topic.StartsWith(DeadLetterPrefix, StringComparison.Ordinal);

    private static bool IsValid(string? name, string kind, int maxLength, out string? reason)
    {
        reason = null;
        if (string.IsNullOrWhiteSpace(name))
            reason = $"The {kind} is blank; give it a name of {Allowed}.";
        else if (name.AsSpan().ContainsAnyExcept(NameCharacters))
            reason = $"The {kind} '{name}' contains other characters than {Allowed}; rename it.";
        else if (name.Length > maxLength)
            reason = $"The {kind} '{name}' has {name.Length} characters; {maxLength} are permitted.";

        return reason is null;
    }
}
