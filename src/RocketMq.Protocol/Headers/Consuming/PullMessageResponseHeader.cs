namespace RocketMq.Protocol;

/// <summary>How a pull went; messages are the body.</summary>
[ResponseHeader]
public readonly partial record struct PullMessageResponseHeader
{
    /// <summary>The broker id to pull from next; 0 is the master.</summary>
    [HeaderField("suggestWhichBrokerId", Required = true)]
    public long SuggestedBrokerId { get; init; }

    /// <summary>The offset to go on with.</summary>
    [HeaderField("nextBeginOffset", Required = true)]
    public long NextBeginOffset { get; init; }

    /// <summary>The oldest offset of the queue.</summary>
    [HeaderField("minOffset", Required = true)]
    public long MinOffset { get; init; }

    /// <summary>The offset after the last message of the queue.</summary>
    [HeaderField("maxOffset", Required = true)]
    public long MaxOffset { get; init; }

    /// <summary>The distance between logical and physical offsets of static topics.</summary>
    [HeaderField("offsetDelta")]
    public long? OffsetDelta { get; init; }

    /// <summary>The topic's flags.</summary>
    [HeaderField("topicSysFlag")]
    public int? TopicSysFlag { get; init; }

    /// <summary>The group's flags.</summary>
    [HeaderField("groupSysFlag")]
    public int? GroupSysFlag { get; init; }

    /// <summary>Why pulling is not permitted.</summary>
    [HeaderField("forbiddenType")]
    public int? ForbiddenType { get; init; }
}
