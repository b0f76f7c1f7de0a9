namespace RocketMq.Protocol;

/// <summary>Reads a statistic of a broker.</summary>
[RequestHeader(RequestCode.ViewBrokerStatsData)]
public readonly partial record struct ViewBrokerStatsDataRequestHeader
{
    /// <summary>The statistic.</summary>
    [HeaderField("statsName", Required = true)]
    public string? StatsName { get; init; }

    /// <summary>Its key.</summary>
    [HeaderField("statsKey", Required = true)]
    public string? StatsKey { get; init; }
}
