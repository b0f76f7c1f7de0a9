using OrderFlow.Contracts;
using RocketMq.Typed;

namespace OrderFlow.Handlers;

/// <summary>Moves orders from step to step. Orderly: two steps of one order never overlap and never overtake each other.</summary>
[ConsumerGroup("orderflow-fulfilment", Mode = ConsumeMode.Orderly)]
public sealed partial class Fulfilment(string worker, OrderBook book)
{
    public ValueTask HandleAsync(OrderPlaced order, ReceiveContext context, CancellationToken cancellationToken) =>
        book.RecordAsync(order.OrderId, OrderStep.Placed, worker, context.QueueId, cancellationToken);

    public ValueTask HandleAsync(OrderPaid order, ReceiveContext context, CancellationToken cancellationToken) =>
        book.RecordAsync(order.OrderId, OrderStep.Paid, worker, context.QueueId, cancellationToken);

    public ValueTask HandleAsync(OrderShipped order, ReceiveContext context, CancellationToken cancellationToken) =>
        book.RecordAsync(order.OrderId, OrderStep.Shipped, worker, context.QueueId, cancellationToken);
}
