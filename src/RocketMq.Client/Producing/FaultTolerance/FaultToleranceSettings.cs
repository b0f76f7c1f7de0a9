namespace RocketMq.Producing;

/// <summary>The checked and immutable copy of <see cref="FaultToleranceOptions"/>.</summary>
internal sealed class FaultToleranceSettings
{
    private readonly LatencyLimit[] _limits;

    private FaultToleranceSettings(FaultToleranceOptions options)
    {
        _limits = [.. options.LatencyLimits];
        Enabled = options.Enabled;
        DetectorEnabled = options.DetectorEnabled;
        DetectInterval = options.DetectInterval;
        DetectTimeout = options.DetectTimeout;
    }

    public bool Enabled { get; }

    public bool DetectorEnabled { get; }

    public TimeSpan DetectInterval { get; }

    public TimeSpan DetectTimeout { get; }

    public static FaultToleranceSettings From(FaultToleranceOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(options.LatencyLimits);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.DetectInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.DetectTimeout, TimeSpan.Zero);
        TimeSpan last = TimeSpan.MinValue;
        foreach ((TimeSpan atLeast, TimeSpan unavailableFor) in options.LatencyLimits)
        {
            if (atLeast < TimeSpan.Zero || unavailableFor < TimeSpan.Zero || atLeast <= last)
                throw new ArgumentException(
                    $"FaultToleranceOptions.LatencyLimits has {unavailableFor} from {atLeast} on; the times must not be negative, and the "
                        + "latencies must ascend.",
                    nameof(options)
                );
            last = atLeast;
        }
        return new FaultToleranceSettings(options);
    }

    /// <summary>How long a broker is avoided after a latency.</summary>
    public TimeSpan UnavailableFor(TimeSpan latency)
    {
        for (int index = _limits.Length - 1; index >= 0; index--)
        {
            if (latency >= _limits[index].AtLeast)
                return _limits[index].UnavailableFor;
        }
        return TimeSpan.Zero;
    }
}
