namespace RocketMq.Protocol;

/// <summary>Reads the store times a group has come to.</summary>
[RequestHeader(RequestCode.QueryConsumeTimeSpan)]
public readonly partial record struct QueryConsumeTimeSpanRequestHeader
{
    /// <summary>The topic.</summary>
    [HeaderField("topic", Required = true)]
    public string? Topic { get; init; }

    /// <summary>The consumer group.</summary>
    [HeaderField("group", Required = true)]
    public string? Group { get; init; }
}
