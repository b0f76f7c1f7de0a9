using RocketMq;
using RocketMq.Broker;
using RocketMq.Typed;

[assembly: RocketMqModule("Shop")]

await using var broker = await EmbeddedBroker.StartAsync();
await using var client = new RocketMqClient(new() { NameServers = [broker.NameServerAddress] });
await using var messages = new ShopMessages(client); // generated: every message this assembly may send
await using var billing = await client.StartConsumerAsync(new Billing(), options => options.From = ConsumeFrom.First);

await messages.OrderCreated.SendAsync(new("A-17", "C-4", 99.50m)); // same order, same queue: Java's hash of the order key
await messages.OrderCancelled.SendAsync(new("A-17", "changed their mind"));
Console.ReadLine(); // Enter ends the program: the consumer finishes what it has begun, commits and leaves its group

[RocketMessage("orders", Tag = "created", Kind = MessageKind.Fifo)]
public sealed partial record OrderCreated(
    [property: Key(0), OrderKey] string OrderId, // decides the queue
    [property: Key(1), MessageKey] string CustomerNo, // the broker's index: find the message by it
    [property: Key(2), MessageProperty("amount")] decimal Amount // a user property of the message
);

[RocketMessage("orders", Tag = "cancelled", Kind = MessageKind.Fifo)]
public sealed partial record OrderCancelled([property: Key(0), OrderKey] string OrderId, [property: Key(1)] string Reason);

[ConsumerGroup("billing", Mode = ConsumeMode.Orderly)]
public sealed partial class Billing
{
    public async ValueTask HandleAsync(OrderCreated order, CancellationToken ct) => await Console.Out.WriteLineAsync($"bill {order}");

    public async ValueTask HandleAsync(OrderCancelled order, CancellationToken ct) => await Console.Out.WriteLineAsync($"undo {order}");
}
