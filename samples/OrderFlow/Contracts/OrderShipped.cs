using RocketMq.Typed;

namespace OrderFlow.Contracts;

/// <summary>Last step of an order.</summary>
[RocketMessage("orderflow", Tag = "shipped", Kind = MessageKind.Fifo)]
public sealed partial record OrderShipped(
    [property: Key(0), OrderKey] string OrderId,
    [property: Key(1)] string Carrier,
    [property: Key(2)] DateTimeOffset At
);
