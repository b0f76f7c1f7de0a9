namespace RocketMq.Protocol;

/// <summary>Copies the offsets of a group to another.</summary>
[RequestHeader(RequestCode.CloneGroupOffset)]
public readonly partial record struct CloneGroupOffsetRequestHeader
{
    /// <summary>The group to copy from.</summary>
    [HeaderField("srcGroup", Required = true)]
    public string? SourceGroup { get; init; }

    /// <summary>The group to copy to.</summary>
    [HeaderField("destGroup", Required = true)]
    public string? DestinationGroup { get; init; }

    /// <summary>Only this topic.</summary>
    [HeaderField("topic")]
    public string? Topic { get; init; }

    /// <summary>Whether the target group must be offline.</summary>
    [HeaderField("offline")]
    public bool Offline { get; init; }
}
