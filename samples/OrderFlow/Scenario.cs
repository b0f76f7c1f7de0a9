using OrderFlow.Contracts;
using OrderFlow.Handlers;
using RocketMq;
using RocketMq.Broker;
using RocketMq.Typed;

namespace OrderFlow;

/// <summary>Sends the orders, lets a second worker join while they flow, and judges the outcome.</summary>
internal static class Scenario
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    internal static async Task<int> RunAsync(string? nameServers, int orders, CancellationToken cancellationToken)
    {
        await using EmbeddedBroker? broker = nameServers is null
            ? await EmbeddedBroker.StartAsync(cancellationToken: cancellationToken)
            : null;
        string[] addresses = nameServers?.Split(';', StringSplitOptions.RemoveEmptyEntries) ?? [broker!.NameServerAddress];
        Console.WriteLine(broker is null ? $"Cluster at {nameServers}" : $"Embedded broker at {broker.NameServerAddress}");

        string run = $"{Guid.NewGuid().ToString("N")[..6]}-";
        OrderBook book = new(run, orders * 3);
        AuditTrail trail = new(run, orders);
        await using (RocketMqClient client = Connect(addresses))
        await using (RocketMqClient second = Connect(addresses))
        {
            await client.Administration.CreateTopicAsync(new("orderflow") { WriteQueues = 8 }, cancellationToken);
            await using OrderFlowMessages messages = new(client);
            await using TypedConsumer audit = await client.StartConsumerAsync(new Audit(trail), Earliest, cancellationToken);
            await using TypedConsumer worker1 = await client.StartConsumerAsync(
                new Fulfilment("worker-1", book),
                Earliest,
                cancellationToken
            );

            await SendAsync(messages, run, 0, orders / 2, cancellationToken);
            await using TypedConsumer worker2 = await second.StartConsumerAsync(
                new Fulfilment("worker-2", book),
                Earliest,
                cancellationToken
            );
            await BothHaveQueuesAsync(worker1, worker2, cancellationToken);
            await SendAsync(messages, run, orders / 2, orders, cancellationToken);
            await Task.WhenAny(Task.WhenAll(book.Complete, trail.Complete), Task.Delay(Patience, cancellationToken));
        }
        return Report.Print(book, trail, run, orders);
    }

    private static RocketMqClient Connect(string[] addresses) => new(new() { NameServers = addresses });

    private static void Earliest(PushConsumerOptions options) => options.From = ConsumeFrom.First;

    /// <summary>Sends the three steps of the orders in rounds, so that steps of different orders interleave.</summary>
    private static async Task SendAsync(OrderFlowMessages messages, string run, int from, int to, CancellationToken cancellationToken)
    {
        foreach (OrderStep step in Enum.GetValues<OrderStep>())
        {
            for (int i = from; i < to; i++)
            {
                await SendStepAsync(messages, $"{run}{i:D3}", i, step, cancellationToken);
            }
        }
    }

    private static ValueTask<SendReceipt> SendStepAsync(
        OrderFlowMessages messages,
        string orderId,
        int number,
        OrderStep step,
        CancellationToken ct
    ) =>
        step switch
        {
            OrderStep.Placed => messages.OrderPlaced.SendAsync(new(orderId, $"C{number % 7}", 10m + number, DateTimeOffset.UtcNow), ct),
            OrderStep.Paid => messages.OrderPaid.SendAsync(new(orderId, 10m + number, DateTimeOffset.UtcNow), ct),
            _ => messages.OrderShipped.SendAsync(new(orderId, "DHL", DateTimeOffset.UtcNow), ct),
        };

    private static async Task BothHaveQueuesAsync(TypedConsumer first, TypedConsumer second, CancellationToken cancellationToken)
    {
        using PeriodicTimer poll = new(TimeSpan.FromMilliseconds(20));
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        while (Owned(first) == 0 || Owned(second) == 0)
        {
            await poll.WaitForNextTickAsync(limit.Token);
        }
        Console.WriteLine($"worker-2 joined: worker-1 owns {Owned(first)} queues, worker-2 owns {Owned(second)}");
    }

    /// <summary>One of the two also owns the queue of the group's retry topic; that one does not count here.</summary>
    private static int Owned(TypedConsumer consumer) => consumer.AssignedQueues.Count(queue => queue.Topic == "orderflow");
}
