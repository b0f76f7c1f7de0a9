namespace RocketMq.Broker.Groups;

/// <summary>Removes clients that stopped sending heartbeats although their connection stands.</summary>
internal sealed class ClientExpiry : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    private readonly ConsumerGroups _consumers;
    private readonly ProducerGroups _producers;
    private readonly BrokerSettings _settings;
    private readonly ITimer _timer;

    public ClientExpiry(ConsumerGroups consumers, ProducerGroups producers, BrokerSettings settings)
    {
        _consumers = consumers;
        _producers = producers;
        _settings = settings;
        _timer = settings.Time.CreateTimer(static state => ((ClientExpiry)state!).Sweep(), this, Period, Period);
    }

    public void Dispose() => _timer.Dispose();

    private void Sweep()
    {
        var deadline = _settings.Time.GetUtcNow() - _settings.ClientExpiry;
        _consumers.Expire(deadline);
        _producers.Expire(deadline);
    }
}
