using RocketMq;
using RocketMq.Broker;

namespace Transactions;

/// <summary>One process places all orders and dies; another one of the same group answers for what it left.</summary>
internal static class Scenario
{
    internal static async Task<int> RunAsync(string? nameServers, int orders, CancellationToken cancellationToken)
    {
        // Six and thirty seconds unless configured; nobody wants to wait for that in a sample.
        EmbeddedBrokerOptions quickChecks = new()
        {
            FirstTransactionCheckAfter = TimeSpan.FromSeconds(1),
            TransactionCheckInterval = TimeSpan.FromSeconds(1),
        };
        await using EmbeddedBroker? broker = nameServers is null ? await EmbeddedBroker.StartAsync(quickChecks, cancellationToken) : null;
        string[] addresses = nameServers?.Split(';', StringSplitOptions.RemoveEmptyEntries) ?? [broker!.NameServerAddress];
        Console.WriteLine(broker is null ? $"Cluster at {nameServers}" : $"Embedded broker at {broker.NameServerAddress}");

        string run = $"{Guid.NewGuid().ToString("N")[..6]}-";
        Dictionary<string, OrderFate> fates = Enumerable.Range(0, orders).ToDictionary(number => $"{run}{number:D3}", FateOf);
        OrderLedger ledger = new();
        Warehouse warehouse = new(run);
        await using (RocketMqClient client = Connect(addresses))
        {
            await client.Administration.CreateTopicAsync(new(Shop.Topic), cancellationToken);
            PushConsumerOptions options = new PushConsumerOptions { Group = "sample-warehouse" }.Subscribe(Shop.Topic);
            await using PushConsumer consumer = client.CreatePushConsumer(options, warehouse.HandleAsync);
            await consumer.StartAsync(cancellationToken);

            await PlaceAndDieAsync(addresses, fates, ledger, cancellationToken);
            int open = fates.Values.Count(IsCrash);
            Console.WriteLine(
                $"The first process died with {open} transactions open; a second one of its group starts and is asked about them."
            );
            if (broker is null)
                Console.WriteLine("A broker with default settings asks after 6 to 36 seconds; in the worst case this takes some minutes.");
            await using TransactionProducer successor = client.CreateTransactionProducer(new() { Group = Shop.Group }, ledger.CheckAsync);
            await successor.ListenForChecksAsync(Shop.Topic, cancellationToken);
            await WaitAsync(
                () => ledger.Checked.Count >= open && fates.Keys.Where(ledger.Contains).All(warehouse.Received.ContainsKey),
                broker is null ? TimeSpan.FromMinutes(4) : TimeSpan.FromSeconds(60),
                cancellationToken
            );
            // What should not have been delivered lies before these, so it has arrived when they have.
            int markers = await MarkQueuesAsync(client, run, cancellationToken);
            await WaitAsync(() => warehouse.MarkersReceived >= markers, TimeSpan.FromSeconds(30), cancellationToken);
        }
        return Report.Print(fates, ledger, warehouse);
    }

    internal static bool IsCrash(OrderFate fate) => fate is OrderFate.CrashAfterLedger or OrderFate.CrashBeforeLedger;

    private static OrderFate FateOf(int number) =>
        (number % 8) switch
        {
            3 => OrderFate.Declined,
            5 => OrderFate.CrashAfterLedger,
            6 => OrderFate.Declined,
            7 => OrderFate.CrashBeforeLedger,
            _ => OrderFate.Accepted,
        };

    private static async Task PlaceAndDieAsync(
        string[] addresses,
        Dictionary<string, OrderFate> fates,
        OrderLedger ledger,
        CancellationToken cancellationToken
    )
    {
        // Disposing the client breaks the connections without a word about what is open, as the end of a process does.
        await using RocketMqClient doomed = Connect(addresses);
        Shop shop = new(doomed.CreateTransactionProducer(new() { Group = Shop.Group }, ledger.CheckAsync), ledger);
        await Task.WhenAll(fates.Select(order => shop.PlaceAsync(order.Key, order.Value, cancellationToken)));
    }

    /// <summary>Sends a message that is no order to each queue.</summary>
    private static async Task<int> MarkQueuesAsync(RocketMqClient client, string run, CancellationToken cancellationToken)
    {
        await using Producer producer = client.CreateProducer();
        IReadOnlyList<MessageQueue> queues = await producer.GetPublishQueuesAsync(Shop.Topic, cancellationToken);
        foreach (MessageQueue queue in queues)
            await producer.SendAsync(Warehouse.CreateMarker(run), QueueSelection.To(queue), cancellationToken);
        return queues.Count;
    }

    private static RocketMqClient Connect(string[] addresses) => new(new() { NameServers = addresses });

    private static async Task WaitAsync(Func<bool> isDone, TimeSpan patience, CancellationToken cancellationToken)
    {
        using PeriodicTimer poll = new(TimeSpan.FromMilliseconds(50));
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        try
        {
            while (!isDone())
                await poll.WaitForNextTickAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Console.WriteLine($"Not everything was settled within {patience}.");
        }
    }
}
