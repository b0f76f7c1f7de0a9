namespace RocketMq.Typed.Tests.Contracts;

// One contract for each type of order key.

[RocketMessage("keys", Tag = "long", Kind = MessageKind.Fifo)]
public sealed partial record Int64Key([property: Key(0), OrderKey] long Value);

[RocketMessage("keys", Tag = "ulong", Kind = MessageKind.Fifo)]
public sealed partial record UInt64Key([property: Key(0), OrderKey] ulong Value);

[RocketMessage("keys", Tag = "byte", Kind = MessageKind.Fifo)]
public sealed partial record ByteKey([property: Key(0), OrderKey] byte Value);

[RocketMessage("keys", Tag = "guid", Kind = MessageKind.Fifo)]
public sealed partial record GuidKey([property: Key(0), OrderKey] Guid Value);

[RocketMessage("keys", Tag = "char", Kind = MessageKind.Fifo)]
public sealed partial record CharKey([property: Key(0), OrderKey] char Value);

[RocketMessage("keys", Tag = "text", Kind = MessageKind.Fifo)]
public sealed partial record TextKey([OrderKey, Key(0)] string Value);
