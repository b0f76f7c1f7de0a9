[assembly: RocketMq.Typed.RocketMqModule("Shop")]

namespace RocketMq.Typed.Tests.Contracts;

[RocketMessage("orders", Tag = "placed", Kind = MessageKind.Fifo)]
public sealed partial record OrderPlaced(
    [property: Key(0), OrderKey] string OrderId,
    [property: Key(1), MessageKey] string? CustomerNo,
    [property: Key(2), MessageProperty("amount")] decimal Amount,
    [property: Key(3)] int Step
);

[RocketMessage("orders", Tag = "paid", Kind = MessageKind.Fifo)]
public sealed partial record OrderPaid([property: Key(0), OrderKey] string OrderId, [property: Key(1)] int Step);

[RocketMessage("orders", Tag = "archived")]
public sealed partial record OrderArchived([property: Key(0)] string OrderId);

[RocketMessage("notes", Format = BodyFormat.Json)]
public sealed partial record Note([property: Key(0)] string Text, [property: Key(1), MessageProperty("urgent")] bool Urgent);
