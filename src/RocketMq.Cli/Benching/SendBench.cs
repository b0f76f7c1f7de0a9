using RocketMq.Cli.Commands;

namespace RocketMq.Cli.Benching;

/// <summary>Sends from a fixed number of loops and measures what is acknowledged, or, one-way, what the broker has stored.</summary>
internal static class SendBench
{
    internal static async Task<BenchReport> RunAsync(BenchSettings settings, CancellationToken cancellationToken)
    {
        await using RocketMqClient client = new(new() { NameServers = [.. settings.NameServers] });
        await using Producer producer = client.CreateProducer(OptionsOf(settings));
        SendCounters counters = new();
        SendLoop loop = new(producer, settings, counters);
        await producer.SendAsync(loop.CreateMessage(), cancellationToken);
        BenchReport report =
            settings.Mode == BenchMode.OneWay
                ? await new OneWayMeasurement(client, producer, settings).RunAsync(cancellationToken)
                : await MeasureAsync(loop, counters, settings, cancellationToken);
        return report.Messages > 0
            ? report
            : throw new BenchException($"no message was stored in {settings.Duration}: {counters.FirstError ?? "no send ended"}");
    }

    private static ProducerOptions OptionsOf(BenchSettings settings)
    {
        ProducerOptions options = new();
        options.Batching.Enabled = settings.Mode == BenchMode.Accumulate;
        return options;
    }

    private static async Task<BenchReport> MeasureAsync(
        SendLoop loop,
        SendCounters counters,
        BenchSettings settings,
        CancellationToken cancellationToken
    )
    {
        Task[] loops = loop.Start(cancellationToken);
        if (settings.WarmUp > TimeSpan.Zero)
        {
            await Task.Delay(settings.WarmUp, TimeProvider.System, cancellationToken);
        }
        counters.Latencies.Clear();
        long before = counters.Sent;
        ResourceMeter meter = ResourceMeter.Start();
        await counters.WaitForEndAsync(before, settings, cancellationToken);
        BenchReport report = meter.Stop(counters.Sent - before, counters.Errors, counters.Latencies);
        counters.Stop();
        await Task.WhenAll(loops);
        return report;
    }
}
