using RocketMq.Cli.Commands;

namespace RocketMq.Cli.Benching;

/// <summary>Consumes with a push consumer and a handler that only counts.</summary>
internal sealed class ConsumeBench
{
    private readonly BenchSettings _settings;
    private readonly LatencyHistogram _latencies = new();
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _enough = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ResourceMeter _meter;
    private long _handled;

    private ConsumeBench(BenchSettings settings) => _settings = settings;

    internal static async Task<BenchReport> RunAsync(BenchSettings settings, CancellationToken cancellationToken)
    {
        ConsumeBench bench = new(settings);
        string group = settings.Group.Length > 0 ? settings.Group : $"rmq-bench-{Guid.NewGuid():N}";
        await using RocketMqClient client = new(new() { NameServers = [.. settings.NameServers] });
        PushConsumerOptions options = new()
        {
            Group = group,
            From = settings.Rate > 0 ? ConsumeFrom.Last : ConsumeFrom.First,
            Concurrency = settings.InFlight,
        };
        await using Producer producer = client.CreateProducer();
        PacedSender sender = new(producer, settings);
        if (settings.Rate > 0)
        {
            // So that the topic is there when the consumer looks for its queues.
            await sender.SendFirstAsync(cancellationToken);
        }
        await using PushConsumer consumer = client.CreatePushConsumer(options.Subscribe(settings.Topic), bench.Handle);
        await consumer.StartAsync(cancellationToken);
        return settings.Rate > 0 ? await bench.MeasurePacedAsync(sender, cancellationToken) : await bench.MeasureAsync(cancellationToken);
    }

    private async Task<BenchReport> MeasurePacedAsync(PacedSender sender, CancellationToken cancellationToken)
    {
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task sending = sender.RunAsync(ending.Token);
        await Task.Delay(_settings.WarmUp, TimeProvider.System, cancellationToken);
        _latencies.Clear();
        long before = Interlocked.Read(ref _handled);
        ResourceMeter meter = ResourceMeter.Start();
        await Task.Delay(_settings.Duration, TimeProvider.System, cancellationToken);
        BenchReport report = meter.Stop(Interlocked.Read(ref _handled) - before, sender.Errors, _latencies);
        await ending.CancelAsync();
        await sending;
        return report;
    }

    private async Task<BenchReport> MeasureAsync(CancellationToken cancellationToken)
    {
        Task waited = await Task.WhenAny(_first.Task, Task.Delay(_settings.Duration, TimeProvider.System, cancellationToken));
        cancellationToken.ThrowIfCancellationRequested();
        if (waited != _first.Task)
        {
            throw new BenchException(
                $"no message of topic '{_settings.Topic}' arrived in {_settings.Duration.TotalSeconds:N0} s; send some first: rmq bench send --topic {_settings.Topic}"
            );
        }
        await Task.WhenAny(_enough.Task, Task.Delay(_settings.Duration, TimeProvider.System, cancellationToken));
        cancellationToken.ThrowIfCancellationRequested();
        return _meter.Stop(Interlocked.Read(ref _handled), errors: 0, _latencies);
    }

    private ValueTask<ConsumeResult> Handle(ReceivedMessage message, CancellationToken cancellationToken)
    {
        long count = Interlocked.Increment(ref _handled);
        if (count == 1)
        {
            _meter = ResourceMeter.Start();
            _first.SetResult();
        }
        _latencies.Add(BenchBody.Age(message.Body.Span, TimeProvider.System.GetUtcNow()));
        if (count == _settings.Messages)
        {
            _enough.SetResult();
        }
        return new(ConsumeResult.Success);
    }
}
