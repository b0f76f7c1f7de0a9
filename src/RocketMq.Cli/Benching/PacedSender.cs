namespace RocketMq.Cli.Benching;

/// <summary>
/// Sends at a fixed rate, whatever the answers take. A message carries the moment at which it was due rather than the one at which it was sent, so that a sender
/// that falls behind shows in the latencies instead of hiding them.
/// </summary>
internal sealed class PacedSender(Producer producer, BenchSettings settings)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    private long _errors;
    private long _pending;

    internal long Errors => Interlocked.Read(ref _errors);

    internal async Task SendFirstAsync(CancellationToken cancellationToken) =>
        await producer.SendAsync(CreateMessage(TimeProvider.System.GetUtcNow()), cancellationToken);

    /// <summary>Ends when it is cancelled and every send has ended.</summary>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset started = TimeProvider.System.GetUtcNow();
        long timestamp = TimeProvider.System.GetTimestamp();
        long sent = 0;
        using PeriodicTimer timer = new(Tick, TimeProvider.System);
        while (!cancellationToken.IsCancellationRequested)
        {
            double elapsed = TimeProvider.System.GetElapsedTime(timestamp).TotalSeconds;
            for (; sent < elapsed * settings.Rate; sent++)
            {
                _ = SendAsync(started + TimeSpan.FromSeconds((double)sent / settings.Rate));
            }
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
        while (Interlocked.Read(ref _pending) > 0)
        {
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    private Message CreateMessage(DateTimeOffset due) => new(settings.Topic, BenchBody.Create(settings.BodyLength, due));

    private async Task SendAsync(DateTimeOffset due)
    {
        Interlocked.Increment(ref _pending);
        try
        {
            await producer.SendAsync(CreateMessage(due));
        }
        catch (RocketMqException)
        {
            Interlocked.Increment(ref _errors);
        }
        finally
        {
            Interlocked.Decrement(ref _pending);
        }
    }
}
