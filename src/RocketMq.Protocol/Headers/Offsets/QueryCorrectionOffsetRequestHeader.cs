namespace RocketMq.Protocol;

/// <summary>Compares the offsets of groups.</summary>
[RequestHeader(RequestCode.QueryCorrectionOffset)]
public readonly partial record struct QueryCorrectionOffsetRequestHeader
{
    /// <summary>The groups to compare, separated by commas.</summary>
    [HeaderField("filterGroups")]
    public string? FilterGroups { get; init; }

    /// <summary>The group to compare with.</summary>
    [HeaderField("compareGroup", Required = true)]
    public string? CompareGroup { get; init; }

    /// <summary>The topic.</summary>
    [HeaderField("topic", Required = true)]
    public string? Topic { get; init; }
}
