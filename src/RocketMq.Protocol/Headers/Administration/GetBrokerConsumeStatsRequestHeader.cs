namespace RocketMq.Protocol;

/// <summary>Reads how far all groups of a broker are behind.</summary>
[RequestHeader(RequestCode.GetBrokerConsumeStats)]
public readonly partial record struct GetBrokerConsumeStatsRequestHeader
{
    /// <summary>Whether only orderly groups count.</summary>
    [HeaderField("isOrder", Required = true)]
    public bool IsOrder { get; init; }
}
