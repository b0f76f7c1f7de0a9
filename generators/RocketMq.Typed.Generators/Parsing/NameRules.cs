namespace RocketMq.Typed.Generators;

/// <summary>The broker's rules for names (TopicValidator, Validators and MessageConst of Apache RocketMQ). Each method says what is wrong, or <see langword="null"/>.</summary>
/// <remarks>Said again beside the protocol layer's rules, because a compiler's host cannot load that layer.</remarks>
internal static class NameRules
{
    private const int MaxTopicLength = 127;
    private const int MaxGroupLength = 120;

    private static readonly HashSet<string> ReservedTopics = new(StringComparer.Ordinal)
    {
        "TBW102",
        "SCHEDULE_TOPIC_XXXX",
        "BenchmarkTest",
        "RMQ_SYS_TRANS_HALF_TOPIC",
        "RMQ_SYS_TRACE_TOPIC",
        "RMQ_SYS_TRANS_OP_HALF_TOPIC",
        "TRANS_CHECK_MAX_TIME_TOPIC",
        "SELF_TEST_TOPIC",
        "OFFSET_MOVED_EVENT",
        "CHECKPOINT_TOPIC",
    };

    private static readonly HashSet<string> ReservedProperties = new(StringComparer.Ordinal)
    {
        "1ST_POP_TIME",
        "ARRIVE_TIME",
        "BORN_TIMESTAMP",
        "BUYER_ID",
        "CHECK_IMMUNITY_TIME_IN_SECONDS",
        "CLUSTER",
        "CONSUME_START_TIME",
        "CORRECTION_FLAG",
        "CORRELATION_ID",
        "DELAY",
        "DLQ_ORIGIN_MESSAGE_ID",
        "DLQ_ORIGIN_TOPIC",
        "EXTEND_UNIQ_INFO",
        "INNER_BASE",
        "INNER_MULTI_DISPATCH",
        "INNER_MULTI_QUEUE_OFFSET",
        "INNER_NUM",
        "INSTANCE_ID",
        "KEYS",
        "MAX_OFFSET",
        "MAX_RECONSUME_TIMES",
        "MIN_OFFSET",
        "MQ2_FLAG",
        "MSG_REGION",
        "MSG_TYPE",
        "ORIGIN_MESSAGE_ID",
        "PGROUP",
        "POP_CK",
        "POP_CK_OFFSET",
        "PROPERTY_FORWARD_QUEUE_ID",
        "PUSH_REPLY_TIME",
        "REAL_QID",
        "REAL_TOPIC",
        "RECONSUME_TIME",
        "REDIRECT",
        "REPLY_TO_CLIENT",
        "RETRY_TOPIC",
        "TAGS",
        "TIMER_DELAY_LEVEL",
        "TIMER_DELAY_MS",
        "TIMER_DELAY_SEC",
        "TIMER_DELIVER_MS",
        "TIMER_DEL_UNIQKEY",
        "TIMER_DEQUEUE_MS",
        "TIMER_ENQUEUE_MS",
        "TIMER_OUT_MS",
        "TIMER_ROLL_TIMES",
        "TRACE_CONTEXT",
        "TRACE_ON",
        "TRANSACTION_CHECK_TIMES",
        "TRANSFER_FLAG",
        "TRAN_MSG",
        "TRAN_PREPARED_QUEUE_OFFSET",
        "TTL",
        "UNIQ_KEY",
        "WAIT",
        "contentType",
    };

    public static string? ObjectionToTopic(string topic)
    {
        if (ObjectionToName(topic, MaxTopicLength) is { } objection)
            return objection;
        bool isReserved =
            ReservedTopics.Contains(topic)
            || topic.StartsWith("rmq_sys_", StringComparison.Ordinal)
            || topic.StartsWith("%RETRY%", StringComparison.Ordinal)
            || topic.StartsWith("%DLQ%", StringComparison.Ordinal);
        return isReserved ? "RocketMQ keeps it for itself" : null;
    }

    public static string? ObjectionToGroup(string group)
    {
        if (ObjectionToName(group, MaxGroupLength) is { } objection)
            return objection;
        return group == "DEFAULT_CONSUMER" || group.StartsWith("CID_RMQ_SYS_", StringComparison.Ordinal)
            ? "RocketMQ keeps it for itself"
            : null;
    }

    public static string? ObjectionToTag(string tag)
    {
        if (tag.Trim().Length == 0)
            return "it is blank; leave Tag out for messages without one";
        if (tag.Trim().Length != tag.Length)
            return "it begins or ends with white space, which subscriptions trim, so it would never match";
        if (tag == "*")
            return "'*' subscribes to every tag; leave Tag out for messages without one";
        return tag.IndexOf('|') >= 0 || tag.Any(char.IsControl) ? "it has a '|' or a control character" : null;
    }

    public static string? ObjectionToProperty(string name)
    {
        if (name.Trim().Length == 0)
            return "it is blank";
        if (name.Any(char.IsControl))
            return "it has a control character";
        return ReservedProperties.Contains(name) || name.StartsWith("__", StringComparison.Ordinal)
            ? "the protocol uses this name itself"
            : null;
    }

    private static string? ObjectionToName(string name, int maxLength)
    {
        if (name.Length == 0)
            return "it is empty";
        if (name.Length > maxLength)
            return $"it is longer than {maxLength} characters";
        foreach (char c in name)
        {
            bool isAllowed = c is '%' or '|' or '_' or '-' or (>= '0' and <= '9') or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');
            if (!isAllowed)
                return $"'{c}' is not among the letters, digits and %|_- that RocketMQ allows";
        }

        return null;
    }
}
