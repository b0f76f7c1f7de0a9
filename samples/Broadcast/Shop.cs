using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using RocketMq;

namespace Broadcast;

/// <summary>A shop with a cache of prices that it keeps by hearing of every change. In a real system each is a process on a machine of its own.</summary>
internal sealed class Shop : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, int> _prices;
    private readonly RocketMqClient _client;
    private readonly PushConsumer _consumer;
    private int _heard;

    private Shop(
        string name,
        string[] nameServers,
        string offsetDirectory,
        string group,
        string topic,
        ConcurrentDictionary<string, int> prices
    )
    {
        _prices = prices;
        // The name must be the same after a restart: it says which offset file is this shop's.
        _client = new RocketMqClient(new() { NameServers = nameServers, InstanceName = name });
        PushConsumerOptions options = new()
        {
            Group = group,
            Broadcasting = true,
            // One price after the other, so that the last one wins.
            Orderly = true,
            OffsetDirectory = offsetDirectory,
            From = ConsumeFrom.First,
        };
        _consumer = _client.CreatePushConsumer(options.Subscribe(topic), Hear);
    }

    /// <summary>What the shop sells at; outlives its opening hours.</summary>
    public IReadOnlyDictionary<string, int> Prices => _prices;

    /// <summary>Changes heard since it opened.</summary>
    public int Heard => Volatile.Read(ref _heard);

    public static async Task<Shop> OpenAsync(
        string name,
        string[] nameServers,
        string offsetDirectory,
        string run,
        ConcurrentDictionary<string, int> prices,
        CancellationToken cancellationToken
    )
    {
        Shop shop = new(name, nameServers, offsetDirectory, $"broadcast-shops-{run}", $"broadcast-prices-{run}", prices);
        await shop._consumer.StartAsync(cancellationToken);
        return shop;
    }

    public async ValueTask DisposeAsync()
    {
        await _consumer.DisposeAsync();
        await _client.DisposeAsync();
    }

    private ValueTask<ConsumeResult> Hear(ReceivedMessage message, CancellationToken cancellationToken)
    {
        string[] change = Encoding.UTF8.GetString(message.Body.Span).Split('=');
        _prices[change[0]] = int.Parse(change[1], CultureInfo.InvariantCulture);
        Interlocked.Increment(ref _heard);
        return new(ConsumeResult.Success);
    }
}
