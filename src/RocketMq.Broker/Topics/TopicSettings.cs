namespace RocketMq.Broker.Topics;

/// <summary>The configuration of one topic; immutable, replaced as a whole.</summary>
internal sealed record TopicSettings(string Name, int ReadQueues, int WriteQueues, int Permissions)
{
    public const int Read = 4;
    public const int Write = 2;
    public const int Inherit = 1;
    public const int ReadWrite = Read | Write;
    public const string SingleTag = "SINGLE_TAG";
    public const string MultiTag = "MULTI_TAG";

    public string FilterType { get; init; } = SingleTag;

    public int SystemFlag { get; init; }

    public bool Order { get; init; }

    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>();

    public bool IsReadable => (Permissions & Read) != 0;

    public bool IsInherited => (Permissions & Inherit) != 0;

    public int Queues => Math.Max(ReadQueues, WriteQueues);

    public static TopicSettings From(TopicDefinition topic) =>
        new(
            topic.Name,
            topic.ReadQueues ?? topic.WriteQueues,
            topic.WriteQueues,
            (topic.IsReadable ? Read : 0) | (topic.IsWritable ? Write : 0)
        );

    /// <summary>The text that a broker puts into its "queueId is illegal" remark.</summary>
    public override string ToString()
    {
        var permissions = string.Create(
            3,
            Permissions,
            static (text, value) =>
            {
                text[0] = (value & Read) != 0 ? 'R' : '-';
                text[1] = (value & Write) != 0 ? 'W' : '-';
                text[2] = (value & Inherit) != 0 ? 'X' : '-';
            }
        );
        var attributes = string.Join(", ", Attributes.Select(static pair => $"{pair.Key}={pair.Value}"));
        return $"TopicConfig [topicName={Name}, readQueueNums={ReadQueues}, writeQueueNums={WriteQueues}, perm={permissions}, "
            + $"topicFilterType={FilterType}, topicSysFlag={SystemFlag}, order={(Order ? "true" : "false")}, attributes={{{attributes}}}]";
    }
}
