using RocketMq.Typed;

namespace OrderFlow.Contracts;

/// <summary>Second step of an order; the audit listens to this one alone.</summary>
[RocketMessage("orderflow", Tag = "paid", Kind = MessageKind.Fifo)]
public sealed partial record OrderPaid(
    [property: Key(0), OrderKey] string OrderId,
    [property: Key(1), MessageProperty("amount")] decimal Amount,
    [property: Key(2)] DateTimeOffset At
);
