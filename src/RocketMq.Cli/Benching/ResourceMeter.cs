namespace RocketMq.Cli.Benching;

/// <summary>CPU time and managed allocation of this process between two moments.</summary>
internal readonly struct ResourceMeter
{
    private readonly long _timestamp;
    private readonly TimeSpan _cpu;
    private readonly long _allocated;

    private ResourceMeter(long timestamp, TimeSpan cpu, long allocated)
    {
        _timestamp = timestamp;
        _cpu = cpu;
        _allocated = allocated;
    }

    internal static ResourceMeter Start() =>
        new(TimeProvider.System.GetTimestamp(), Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(precise: true));

    internal IdleReport StopIdle(int queues)
    {
        double seconds = TimeProvider.System.GetElapsedTime(_timestamp).TotalSeconds;
        double cpuSeconds = (Environment.CpuUsage.TotalTime - _cpu).TotalSeconds;
        double allocated = GC.GetTotalAllocatedBytes(precise: true) - _allocated;
        return new IdleReport(
            queues,
            Math.Round(seconds, 3),
            Math.Round(100 * cpuSeconds / seconds, 2),
            Math.Round(allocated / seconds, 0),
            Math.Round(Environment.WorkingSet / (1024.0 * 1024.0), 1)
        );
    }

    internal BenchReport Stop(long messages, long errors, LatencyHistogram latencies)
    {
        double seconds = TimeProvider.System.GetElapsedTime(_timestamp).TotalSeconds;
        double cpuMicros = (Environment.CpuUsage.TotalTime - _cpu).TotalMicroseconds;
        double allocated = GC.GetTotalAllocatedBytes(precise: true) - _allocated;
        double divisor = Math.Max(messages, 1);
        return new BenchReport(
            messages,
            Math.Round(seconds, 3),
            Math.Round(messages / seconds, 1),
            Math.Round(cpuMicros / divisor, 3),
            Math.Round(allocated / divisor, 1),
            latencies.MicrosAt(0.50),
            latencies.MicrosAt(0.99),
            errors
        );
    }
}
