using System.Collections.Concurrent;
using System.Text;
using RocketMq;
using RocketMq.Broker;

namespace Broadcast;

/// <summary>Three shops hear of prices; one closes, misses some, opens again and goes on where its file says. In the end all caches are equal.</summary>
internal static class Scenario
{
    private const int Shops = 3;
    private const int Changes = 100;
    private const int Articles = 10;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    internal static async Task<int> RunAsync(string? nameServers, CancellationToken cancellationToken)
    {
        await using EmbeddedBroker? broker = nameServers is null
            ? await EmbeddedBroker.StartAsync(cancellationToken: cancellationToken)
            : null;
        string[] addresses = nameServers?.Split(';', StringSplitOptions.RemoveEmptyEntries) ?? [broker!.NameServerAddress];
        Console.WriteLine(broker is null ? $"Cluster at {nameServers}" : $"Embedded broker at {broker.NameServerAddress}");
        string directory = Directory.CreateTempSubdirectory("broadcast-").FullName;
        try
        {
            return await RunAsync(addresses, directory, Guid.NewGuid().ToString("N")[..6], cancellationToken);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task<int> RunAsync(string[] addresses, string directory, string run, CancellationToken cancellationToken)
    {
        await using RocketMqClient client = new(new() { NameServers = addresses });
        string topic = $"broadcast-prices-{run}";
        await client.Administration.CreateTopicAsync(new(topic), cancellationToken);
        await using Producer producer = client.CreateProducer(new() { Group = "broadcast-head-office" });
        ConcurrentDictionary<string, int>[] prices = [.. Enumerable.Range(0, Shops).Select(_ => new ConcurrentDictionary<string, int>())];
        Task<Shop> OpenAsync(int number) => Shop.OpenAsync($"shop-{number}", addresses, directory, run, prices[number], cancellationToken);
        Task AnnounceAsync(int first) => SendAsync(producer, topic, first, cancellationToken);

        List<Shop> shops = [];
        try
        {
            for (int number = 0; number < Shops; number++)
                shops.Add(await OpenAsync(number));
            await AnnounceAsync(first: 0);
            await WaitAsync(() => shops.All(shop => shop.Heard == Changes), cancellationToken);
            Console.WriteLine($"{Changes} changes, heard by each of {Shops} shops");

            Shop closing = shops[0];
            shops.RemoveAt(0);
            await closing.DisposeAsync();
            await AnnounceAsync(first: Changes);
            await WaitAsync(() => shops.All(shop => shop.Heard == 2 * Changes), cancellationToken);
            Console.WriteLine($"{Changes} more, heard by {shops.Count} shops; shop-0 is closed");

            Shop reopened = await OpenAsync(0);
            shops.Insert(0, reopened);
            await WaitAsync(() => reopened.Heard >= Changes, cancellationToken);
            return Judge(reopened.Heard, prices);
        }
        finally
        {
            foreach (Shop shop in shops)
                await shop.DisposeAsync();
        }
    }

    private static async Task SendAsync(Producer producer, string topic, int first, CancellationToken cancellationToken)
    {
        for (int number = first; number < first + Changes; number++)
        {
            string article = $"article-{number % Articles}";
            Message change = new(topic, Encoding.UTF8.GetBytes($"{article}={number}"));
            await producer.SendAsync(change, QueueSelection.ByKey(article), cancellationToken);
        }
    }

    private static async Task WaitAsync(Func<bool> condition, CancellationToken cancellationToken)
    {
        using PeriodicTimer poll = new(TimeSpan.FromMilliseconds(50));
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            while (!condition())
                await poll.WaitForNextTickAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Console.WriteLine($"Gave up after {Patience.TotalSeconds} s.");
        }
    }

    private static int Judge(int heardAfterReopening, ConcurrentDictionary<string, int>[] prices)
    {
        bool areEqual = prices.All(shop =>
            Enumerable
                .Range(0, Articles)
                .All(article => shop.GetValueOrDefault($"article-{article}", -1) == (2 * Changes) - Articles + article)
        );
        int repeated = heardAfterReopening - Changes;
        Console.WriteLine(
            $"Broadcast: {2 * Changes} changes for {Shops} shops, {repeated} repeated after reopening, prices {(areEqual ? "equal" : "DIFFERENT")}"
        );
        return areEqual && repeated == 0 ? 0 : 1;
    }
}
