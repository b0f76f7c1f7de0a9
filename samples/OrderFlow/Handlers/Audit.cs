using OrderFlow.Contracts;
using RocketMq.Typed;

namespace OrderFlow.Handlers;

/// <summary>Adds up what was paid. It handles one contract only, so the generated subscription is the tag <c>paid</c> and the broker sends nothing else.</summary>
[ConsumerGroup("orderflow-audit", Mode = ConsumeMode.Concurrent)]
public sealed partial class Audit(AuditTrail trail)
{
    public ValueTask<ConcurrentResult> HandleAsync(OrderPaid order, CancellationToken cancellationToken)
    {
        trail.Add(order.OrderId, order.Amount);
        return new(ConcurrentResult.Ack);
    }
}
