namespace RocketMq.Cli.Benching;

/// <summary>What a consumer costs this process while nothing arrives.</summary>
internal sealed record IdleReport(
    int Queues,
    double Seconds,
    double CpuPercentOfCore,
    double AllocatedBytesPerSecond,
    double WorkingSetMebibytes
);
