namespace RocketMq.Cli.Benching;

/// <summary>
/// The loops that send until they are stopped, one for each send in flight. One method for each mode: a common one around them would allocate for every send,
/// and be measured with it.
/// </summary>
internal sealed class SendLoop(Producer producer, BenchSettings settings, SendCounters counters)
{
    internal Task[] Start(CancellationToken cancellationToken) =>
        [.. Enumerable.Range(0, settings.InFlight).Select(_ => Task.Run(() => RunAsync(cancellationToken), cancellationToken))];

    internal Message CreateMessage() => new(settings.Topic, BenchBody.Create(settings.BodyLength, TimeProvider.System.GetUtcNow()));

    private Task RunAsync(CancellationToken cancellationToken) =>
        settings.Mode switch
        {
            BenchMode.Batch => SendBatchesAsync(cancellationToken),
            BenchMode.OneWay => SendOneWayAsync(cancellationToken),
            _ => SendSinglyAsync(cancellationToken),
        };

    private async Task SendSinglyAsync(CancellationToken cancellationToken)
    {
        while (!counters.IsStopping)
        {
            long started = TimeProvider.System.GetTimestamp();
            try
            {
                await producer.SendAsync(CreateMessage(), cancellationToken);
                counters.AddSent(1, TimeProvider.System.GetElapsedTime(started));
            }
            catch (RocketMqException e)
            {
                counters.AddError(e);
            }
        }
    }

    private async Task SendBatchesAsync(CancellationToken cancellationToken)
    {
        while (!counters.IsStopping)
        {
            Message[] batch = new Message[settings.Batch];
            for (int member = 0; member < batch.Length; member++)
            {
                batch[member] = CreateMessage();
            }
            long started = TimeProvider.System.GetTimestamp();
            try
            {
                await producer.SendBatchAsync(batch, cancellationToken);
                counters.AddSent(batch.Length, TimeProvider.System.GetElapsedTime(started));
            }
            catch (RocketMqException e)
            {
                counters.AddError(e);
            }
        }
    }

    private async Task SendOneWayAsync(CancellationToken cancellationToken)
    {
        while (!counters.IsStopping)
        {
            long started = TimeProvider.System.GetTimestamp();
            try
            {
                await producer.SendOneWayAsync(CreateMessage(), cancellationToken);
                counters.AddSent(1, TimeProvider.System.GetElapsedTime(started));
            }
            catch (RocketMqException e)
            {
                counters.AddError(e);
            }
        }
    }
}
