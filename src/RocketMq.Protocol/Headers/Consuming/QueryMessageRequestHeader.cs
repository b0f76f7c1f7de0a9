namespace RocketMq.Protocol;

/// <summary>Finds messages by key.</summary>
[RequestHeader(RequestCode.QueryMessage)]
public readonly partial record struct QueryMessageRequestHeader
{
    /// <summary>The topic.</summary>
    [HeaderField("topic", Required = true)]
    public Utf8Text Topic { get; init; }

    /// <summary>The key, or the unique id.</summary>
    [HeaderField("key", Required = true)]
    public string? Key { get; init; }

    /// <summary>How many messages at most.</summary>
    [HeaderField("maxNum", Required = true)]
    public int MaxCount { get; init; }

    /// <summary>The earliest store time, in milliseconds since 1970.</summary>
    [HeaderField("beginTimestamp", Required = true)]
    public long BeginTimestamp { get; init; }

    /// <summary>The latest store time, in milliseconds since 1970.</summary>
    [HeaderField("endTimestamp", Required = true)]
    public long EndTimestamp { get; init; }

    /// <summary>Whether the key is a unique id.</summary>
    [HeaderField("_UNIQUE_KEY_QUERY")]
    public bool? UniqueKeyQuery { get; init; }
}
