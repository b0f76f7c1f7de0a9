using RocketMq.Cli.Commands;

namespace RocketMq.Cli.Benching;

/// <summary>Sends from a fixed number of loops, each awaiting its receipt before the next message.</summary>
internal sealed class SendBench
{
    private readonly BenchSettings _settings;
    private readonly Producer _producer;
    private readonly LatencyHistogram _latencies = new();
    private long _sent;
    private long _errors;
    private string? _firstError;
    private volatile bool _stopping;

    private SendBench(BenchSettings settings, Producer producer)
    {
        _settings = settings;
        _producer = producer;
    }

    internal static async Task<BenchReport> RunAsync(BenchSettings settings, CancellationToken cancellationToken)
    {
        await using RocketMqClient client = new(new() { NameServers = [.. settings.NameServers] });
        await using Producer producer = client.CreateProducer();
        SendBench bench = new(settings, producer);
        await producer.SendAsync(bench.CreateMessage(), cancellationToken);
        return await bench.MeasureAsync(cancellationToken);
    }

    private async Task<BenchReport> MeasureAsync(CancellationToken cancellationToken)
    {
        Task[] loops =
        [
            .. Enumerable
                .Range(0, _settings.InFlight)
                .Select(_ => Task.Run(() => SendUntilStoppedAsync(cancellationToken), cancellationToken)),
        ];
        if (_settings.WarmUp > TimeSpan.Zero)
        {
            await Task.Delay(_settings.WarmUp, TimeProvider.System, cancellationToken);
        }
        _latencies.Clear();
        long before = Interlocked.Read(ref _sent);
        ResourceMeter meter = ResourceMeter.Start();
        await WaitForEndAsync(before, cancellationToken);
        BenchReport report = meter.Stop(Interlocked.Read(ref _sent) - before, Interlocked.Read(ref _errors), _latencies);
        _stopping = true;
        await Task.WhenAll(loops);
        return report.Messages > 0
            ? report
            : throw new BenchException($"no message was stored in {_settings.Duration}: {_firstError ?? "no send ended"}");
    }

    private async Task WaitForEndAsync(long before, CancellationToken cancellationToken)
    {
        if (_settings.Messages == 0)
        {
            await Task.Delay(_settings.Duration, TimeProvider.System, cancellationToken);
            return;
        }
        using PeriodicTimer poll = new(TimeSpan.FromMilliseconds(5));
        while (Interlocked.Read(ref _sent) - before < _settings.Messages && await poll.WaitForNextTickAsync(cancellationToken)) { }
    }

    private async Task SendUntilStoppedAsync(CancellationToken cancellationToken)
    {
        while (!_stopping)
        {
            long started = TimeProvider.System.GetTimestamp();
            try
            {
                await _producer.SendAsync(CreateMessage(), cancellationToken);
                Interlocked.Increment(ref _sent);
                _latencies.Add(TimeProvider.System.GetElapsedTime(started));
            }
            catch (RocketMqException e)
            {
                Interlocked.Increment(ref _errors);
                Interlocked.CompareExchange(ref _firstError, e.Message, null);
            }
        }
    }

    private Message CreateMessage() => new(_settings.Topic, BenchBody.Create(_settings.BodyLength, TimeProvider.System.GetUtcNow()));
}
