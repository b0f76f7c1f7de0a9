using RocketMq.Protocol;

namespace RocketMq.Cli.Benching;

/// <summary>
/// Measures sends without answers by the ends of the topic's queues: from the first message handed over until the broker has stored the last one that it will.
/// What was handed over and not stored is an error. Nothing else may write to the topic meanwhile.
/// </summary>
internal sealed class OneWayMeasurement(RocketMqClient client, Producer producer, BenchSettings settings)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(10);

    // Longer than any pause of a broker that still stores something.
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(2);

    private IReadOnlyList<MessageQueue> _queues = [];

    internal async Task<BenchReport> RunAsync(CancellationToken cancellationToken)
    {
        _queues = await producer.GetPublishQueuesAsync(settings.Topic, cancellationToken);
        if (settings.WarmUp > TimeSpan.Zero)
        {
            await MeasureAsync(settings with { Duration = settings.WarmUp, Messages = 0 }, cancellationToken);
        }
        return await MeasureAsync(settings, cancellationToken);
    }

    private async Task<BenchReport> MeasureAsync(BenchSettings phase, CancellationToken cancellationToken)
    {
        SendCounters counters = new();
        long before = await CountStoredAsync(cancellationToken);
        ResourceMeter meter = ResourceMeter.Start();
        Task[] loops = new SendLoop(producer, phase, counters).Start(cancellationToken);
        await counters.WaitForEndAsync(0, phase, cancellationToken);
        counters.Stop();
        await Task.WhenAll(loops);
        return await FollowAsync(meter, counters, before, cancellationToken);
    }

    /// <summary>Waits for what is still on its way. The report is that of the last moment at which the broker had stored more than before.</summary>
    private async Task<BenchReport> FollowAsync(
        ResourceMeter meter,
        SendCounters counters,
        long before,
        CancellationToken cancellationToken
    )
    {
        using PeriodicTimer poll = new(PollInterval);
        BenchReport report = meter.Stop(0, counters.Errors, counters.Latencies);
        long stored = -1;
        long lastProgress = TimeProvider.System.GetTimestamp();
        while (stored < counters.Sent && TimeProvider.System.GetElapsedTime(lastProgress) < Quiet)
        {
            long now = await CountStoredAsync(cancellationToken) - before;
            if (now > stored)
            {
                stored = now;
                lastProgress = TimeProvider.System.GetTimestamp();
                report = meter.Stop(stored, counters.Errors, counters.Latencies);
            }
            await poll.WaitForNextTickAsync(cancellationToken);
        }
        return report with { Errors = counters.Errors + Math.Max(0, counters.Sent - stored) };
    }

    private async Task<long> CountStoredAsync(CancellationToken cancellationToken)
    {
        long sum = 0;
        foreach (MessageQueue queue in _queues)
        {
            sum += await client.Administration.GetMaxOffsetAsync(queue, cancellationToken);
        }
        return sum;
    }
}
