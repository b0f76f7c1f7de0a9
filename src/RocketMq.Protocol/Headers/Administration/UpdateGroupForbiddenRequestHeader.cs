namespace RocketMq.Protocol;

/// <summary>Reads or sets whether a group may read a topic.</summary>
[RequestHeader(RequestCode.UpdateAndGetGroupForbidden)]
public readonly partial record struct UpdateGroupForbiddenRequestHeader
{
    /// <summary>The consumer group.</summary>
    [HeaderField("group", Required = true)]
    public string? Group { get; init; }

    /// <summary>The topic.</summary>
    [HeaderField("topic", Required = true)]
    public string? Topic { get; init; }

    /// <summary>What to set; missing: only read.</summary>
    [HeaderField("readable")]
    public bool? Readable { get; init; }
}
