namespace RocketMq.Typed.Tests.Contracts;

// One contract a member type: its body is an array of one element, the value as the golden vectors have it.

[RocketContract]
public sealed partial record Int32Box([property: Key(0)] int Value);

[RocketContract]
public sealed partial record Int64Box([property: Key(0)] long Value);

[RocketContract]
public sealed partial record UInt64Box([property: Key(0)] ulong Value);

[RocketContract]
public sealed partial record ByteBox([property: Key(0)] byte Value);

[RocketContract]
public sealed partial record SByteBox([property: Key(0)] sbyte Value);

[RocketContract]
public sealed partial record Int16Box([property: Key(0)] short Value);

[RocketContract]
public sealed partial record UInt16Box([property: Key(0)] ushort Value);

[RocketContract]
public sealed partial record UInt32Box([property: Key(0)] uint Value);

[RocketContract]
public sealed partial record CharBox([property: Key(0)] char Value);

[RocketContract]
public sealed partial record BooleanBox([property: Key(0)] bool Value);

[RocketContract]
public sealed partial record SingleBox([property: Key(0)] float Value);

[RocketContract]
public sealed partial record DoubleBox([property: Key(0)] double Value);

[RocketContract]
public sealed partial record HalfBox([property: Key(0)] Half Value);

[RocketContract]
public sealed partial record StringBox([property: Key(0)] string? Value);

[RocketContract]
public sealed partial record BytesBox([property: Key(0)] byte[]? Value);

[RocketContract]
public sealed partial record MemoryBox([property: Key(0)] ReadOnlyMemory<byte> Value);

[RocketContract]
public sealed partial record ByteListBox([property: Key(0)] List<byte> Value);

[RocketContract]
public sealed partial record Int32ArrayBox([property: Key(0)] int[] Value);

[RocketContract]
public sealed partial record Int32ListBox([property: Key(0)] List<int> Value);

[RocketContract]
public sealed partial record StringArrayBox([property: Key(0)] string?[] Value);

[RocketContract]
public sealed partial record NullableInt32ArrayBox([property: Key(0)] int?[]? Value);

[RocketContract]
public sealed partial record NullableInt32Box([property: Key(0)] int? Value);

[RocketContract]
public sealed partial record SetBox([property: Key(0)] HashSet<int> Value);

[RocketContract]
public sealed partial record TextMapBox([property: Key(0)] Dictionary<string, int> Value);

[RocketContract]
public sealed partial record Int32MapBox([property: Key(0)] Dictionary<int, int> Value);

[RocketContract]
public sealed partial record DateTimeBox([property: Key(0)] DateTime Value);

[RocketContract]
public sealed partial record DateTimeOffsetBox([property: Key(0)] DateTimeOffset Value);

[RocketContract]
public sealed partial record TimeSpanBox([property: Key(0)] TimeSpan Value);

[RocketContract]
public sealed partial record DateOnlyBox([property: Key(0)] DateOnly Value);

[RocketContract]
public sealed partial record TimeOnlyBox([property: Key(0)] TimeOnly Value);

[RocketContract]
public sealed partial record GuidBox([property: Key(0)] Guid Value);

[RocketContract]
public sealed partial record DecimalBox([property: Key(0)] decimal Value);

[RocketContract]
public sealed partial record ByteEnumBox([property: Key(0)] ByteColour Value);

[RocketContract]
public sealed partial record Int32EnumBox([property: Key(0)] Int32Colour Value);

[RocketContract]
public sealed partial record Int64EnumBox([property: Key(0)] Int64Colour Value);

[RocketContract]
public sealed partial record NullableEnumBox([property: Key(0)] Int32Colour? Value);

[RocketContract]
public sealed partial record GappedBox([property: Key(0)] Gapped? Value);

[RocketContract]
public sealed partial record ByNameBox([property: Key(0)] ByName Value);

[RocketContract]
public sealed partial record GivenNamesBox([property: Key(0)] GivenNames Value);

[RocketContract]
public sealed partial record EmptyBox([property: Key(0)] Empty Value);

[RocketContract]
public sealed partial record PointBox([property: Key(0)] Point Value);

[RocketContract]
public sealed partial record NullablePointBox([property: Key(0)] Point? Value);

[RocketContract]
public sealed partial record PairBox([property: Key(0)] Pair Value);
