using RocketMq.Typed;

namespace OrderFlow.Contracts;

/// <summary>First step of an order.</summary>
[RocketMessage("orderflow", Tag = "placed", Kind = MessageKind.Fifo)]
public sealed partial record OrderPlaced(
    [property: Key(0), OrderKey] string OrderId,
    [property: Key(1), MessageKey] string CustomerNo,
    [property: Key(2)] decimal Amount,
    [property: Key(3)] DateTimeOffset At
);
