namespace RocketMq.Protocol;

/// <summary>How many pop requests wait.</summary>
[ResponseHeader]
public readonly partial record struct PollingInfoResponseHeader
{
    /// <summary>The number.</summary>
    [HeaderField("pollingNum", Required = true)]
    public int PollingCount { get; init; }
}
