namespace RocketMq.Protocol;

/// <summary>Reads the settings of a topic.</summary>
[RequestHeader(RequestCode.GetTopicConfig)]
public readonly partial record struct GetTopicConfigRequestHeader
{
    /// <summary>The topic.</summary>
    [HeaderField("topic", Required = true)]
    public string? Topic { get; init; }

    /// <summary>Whether a static topic is meant.</summary>
    [HeaderField("lo")]
    public bool? IsLogical { get; init; }
}
