namespace RocketMq.Benchmarks.Transport;

/// <summary>What one contestant did in one interval.</summary>
internal readonly record struct Measurement(long Requests, TimeSpan Elapsed, TimeSpan Cpu, long AllocatedBytes, long Sends)
{
    public double RequestsPerSecond => Requests / Elapsed.TotalSeconds;

    public double CpuMicrosPerRequest => Cpu.TotalMicroseconds / Requests;

    public double BytesPerRequest => (double)AllocatedBytes / Requests;

    public double SendsPerThousand => 1000.0 * Sends / Requests;
}
