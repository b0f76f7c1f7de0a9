namespace RocketMq.Cli.Benching;

/// <summary>What the loops of a measurement count together, and when they have to end.</summary>
internal sealed class SendCounters
{
    private long _sent;
    private long _errors;
    private string? _firstError;
    private volatile bool _isStopping;

    internal LatencyHistogram Latencies { get; } = new();

    internal long Sent => Interlocked.Read(ref _sent);

    internal long Errors => Interlocked.Read(ref _errors);

    internal string? FirstError => _firstError;

    internal bool IsStopping => _isStopping;

    internal void Stop() => _isStopping = true;

    /// <summary>Waits until the measurement has lasted, or sent, as long or as much as it shall.</summary>
    internal async Task WaitForEndAsync(long before, BenchSettings settings, CancellationToken cancellationToken)
    {
        if (settings.Messages == 0)
        {
            await Task.Delay(settings.Duration, TimeProvider.System, cancellationToken);
            return;
        }
        using PeriodicTimer poll = new(TimeSpan.FromMilliseconds(5));
        while (Sent - before < settings.Messages && await poll.WaitForNextTickAsync(cancellationToken)) { }
    }

    internal void AddSent(int messages, TimeSpan latency)
    {
        Interlocked.Add(ref _sent, messages);
        Latencies.Add(latency);
    }

    internal void AddError(RocketMqException error)
    {
        Interlocked.Increment(ref _errors);
        Interlocked.CompareExchange(ref _firstError, error.Message, null);
    }
}
