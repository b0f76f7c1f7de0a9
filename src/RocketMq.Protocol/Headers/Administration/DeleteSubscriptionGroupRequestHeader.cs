namespace RocketMq.Protocol;

/// <summary>Deletes a consumer group.</summary>
[RequestHeader(RequestCode.DeleteSubscriptionGroup)]
public readonly partial record struct DeleteSubscriptionGroupRequestHeader
{
    /// <summary>The consumer group.</summary>
    [HeaderField("groupName", Required = true)]
    public string? GroupName { get; init; }

    /// <summary>Whether its offsets go, too.</summary>
    [HeaderField("cleanOffset")]
    public bool CleanOffset { get; init; }
}
