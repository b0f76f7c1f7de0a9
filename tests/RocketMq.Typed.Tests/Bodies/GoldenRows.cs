using RocketMq.Typed.Tests.Contracts;

namespace RocketMq.Typed.Tests.Bodies;

/// <summary>The golden values by the names that the vectors give them.</summary>
internal static class GoldenRows
{
    private static readonly DateTime Moment = new(2024, 1, 2, 3, 4, 5, DateTimeKind.Utc);
    private static readonly Guid Id = new("00112233-4455-6677-8899-aabbccddeeff");
    private static readonly int[] Sixteen = [.. Enumerable.Range(0, 16)];

    public static IReadOnlyDictionary<string, GoldenRow> All { get; } =
        Numbers().Concat(Texts()).Concat(Collections()).Concat(Times()).Concat(Contracts()).ToDictionary();

    private static IEnumerable<KeyValuePair<string, GoldenRow>> Numbers()
    {
        foreach (
            int value in (int[])
                [0, 1, 127, 128, 255, 256, 65535, 65536, int.MaxValue, -1, -32, -33, -128, -129, -32768, -32769, int.MinValue]
        )
            yield return Row($"int {value}", (ref MessagePackBodyWriter w) => w.WriteInt32(value), new Int32Box(value));
        foreach (long value in (long[])[0, uint.MaxValue, 1L << 32, long.MaxValue, int.MinValue - 1L, long.MinValue])
            yield return Row($"long {value}", (ref MessagePackBodyWriter w) => w.WriteInt64(value), new Int64Box(value));
        yield return Row("ulong max", (ref MessagePackBodyWriter w) => w.WriteUInt64(ulong.MaxValue), new UInt64Box(ulong.MaxValue));
        yield return Row("byte 200", (ref MessagePackBodyWriter w) => w.WriteByte(200), new ByteBox(200));
        yield return Row("sbyte -5", (ref MessagePackBodyWriter w) => w.WriteSByte(-5), new SByteBox(-5));
        yield return Row("short 300", (ref MessagePackBodyWriter w) => w.WriteInt16(300), new Int16Box(300));
        yield return Row("ushort 65535", (ref MessagePackBodyWriter w) => w.WriteUInt16(65535), new UInt16Box(65535));
        yield return Row("char 'A'", (ref MessagePackBodyWriter w) => w.WriteChar('A'), new CharBox('A'));
        yield return Row("char é", (ref MessagePackBodyWriter w) => w.WriteChar('é'), new CharBox('é'));
        yield return Row("bool true", (ref MessagePackBodyWriter w) => w.WriteBoolean(true), new BooleanBox(true));
        yield return Row("bool false", (ref MessagePackBodyWriter w) => w.WriteBoolean(false), new BooleanBox(false));
        yield return Row("float 1.5", (ref MessagePackBodyWriter w) => w.WriteSingle(1.5f), new SingleBox(1.5f));
        yield return Row("float NaN", (ref MessagePackBodyWriter w) => w.WriteSingle(float.NaN), new SingleBox(float.NaN));
        yield return Row("double 1.5", (ref MessagePackBodyWriter w) => w.WriteDouble(1.5), new DoubleBox(1.5));
        yield return Row("double 0", (ref MessagePackBodyWriter w) => w.WriteDouble(0), new DoubleBox(0));
        yield return Row("Half 1.5", (ref MessagePackBodyWriter w) => w.WriteHalf((Half)1.5), new HalfBox((Half)1.5));
        yield return Row("decimal 1.10", (ref MessagePackBodyWriter w) => w.WriteDecimal(1.10m), new DecimalBox(1.10m));
        yield return Row(
            "decimal max neg",
            (ref MessagePackBodyWriter w) => w.WriteDecimal(decimal.MinValue),
            new DecimalBox(decimal.MinValue)
        );
        yield return Row("EByte.B", (ref MessagePackBodyWriter w) => w.WriteByte(200), new ByteEnumBox(ByteColour.Blue));
        yield return Row("EInt.Neg", (ref MessagePackBodyWriter w) => w.WriteInt32(-1), new Int32EnumBox(Int32Colour.Negative));
        yield return Row("EInt.Big", (ref MessagePackBodyWriter w) => w.WriteInt32(100_000), new Int32EnumBox(Int32Colour.Big));
        yield return Row("ELong.Big", (ref MessagePackBodyWriter w) => w.WriteInt64(1L << 40), new Int64EnumBox(Int64Colour.Big));
        yield return Row("EInt? null", (ref MessagePackBodyWriter w) => w.WriteNil(), new NullableEnumBox(null));
        yield return Row("int? 5", (ref MessagePackBodyWriter w) => w.WriteInt32(5), new NullableInt32Box(5));
    }

    private static IEnumerable<KeyValuePair<string, GoldenRow>> Texts()
    {
        foreach (
            (string name, string? text) in ((string, string?)[])
                [
                    ("null", null),
                    ("''", ""),
                    ("abc", "abc"),
                    ("31", new string('x', 31)),
                    ("32", new string('x', 32)),
                    ("255", new string('x', 255)),
                    ("256", new string('x', 256)),
                    ("65536", new string('x', 65536)),
                    ("11x'あ' (33 bytes)", new string('あ', 11)),
                    ("lone surrogate", "\ud800"),
                ]
        )
            yield return Row($"string {name}", (ref MessagePackBodyWriter w) => w.WriteString(text), new StringBox(text));
        yield return Row("Guid", (ref MessagePackBodyWriter w) => w.WriteGuid(Id), new GuidBox(Id));
        yield return Row("byte[] {1,2,3}", (ref MessagePackBodyWriter w) => w.WriteBinary((byte[])[1, 2, 3]), new BytesBox([1, 2, 3]));
        yield return Row("byte[] empty", (ref MessagePackBodyWriter w) => w.WriteBinary((byte[])[]), new BytesBox([]));
        yield return Row("byte[] null", (ref MessagePackBodyWriter w) => w.WriteBinary((byte[]?)null), new BytesBox(null));
        yield return Row("byte[256]", (ref MessagePackBodyWriter w) => w.WriteBinary(new byte[256]), new BytesBox(new byte[256]));
        yield return Row(
            "ReadOnlyMemory<byte>",
            (ref MessagePackBodyWriter w) => w.WriteBinary(new ReadOnlyMemory<byte>([1])),
            new MemoryBox(new byte[] { 1 })
        );
    }

    private static IEnumerable<KeyValuePair<string, GoldenRow>> Collections()
    {
        yield return Row("List<byte> {1,200}", Array(1, 200), new ByteListBox([1, 200]));
        yield return Row("int[] {1,2}", Array(1, 2), new Int32ArrayBox([1, 2]));
        yield return Row("List<int> 16 items", Array(Sixteen), new Int32ListBox([.. Sixteen]));
        yield return Row("HashSet<int>", Array(7), new SetBox([7]));
        yield return Row("string[] {a,null}", WriteTexts, new StringArrayBox(["a", null]));
        yield return Row("int?[] null", (ref MessagePackBodyWriter w) => w.WriteNil(), new NullableInt32ArrayBox(null));
        yield return Row("Dictionary<string,int>", WriteTextMap, new TextMapBox(new() { ["k"] = 1 }));
        yield return Row("Dictionary 16", WriteMap, new Int32MapBox(Sixteen.ToDictionary(value => value)));
    }

    private static IEnumerable<KeyValuePair<string, GoldenRow>> Times()
    {
        foreach (
            (string name, DateTime time) in ((string, DateTime)[])
                [
                    ("unix epoch utc", DateTime.UnixEpoch),
                    ("2024-01-02T03:04:05Z", Moment),
                    ("+123.4567ms", Moment.AddTicks(1_234_567)),
                    ("2200 (ts64)", new DateTime(2200, 1, 1, 0, 0, 0, DateTimeKind.Utc)),
                    ("MinValue (ts96)", DateTime.MinValue),
                    ("MaxValue", DateTime.MaxValue),
                    ("unspecified 2024", new DateTime(2024, 1, 2)),
                ]
        )
            yield return Row($"DateTime {name}", (ref MessagePackBodyWriter w) => w.WriteDateTime(time), new DateTimeBox(time));
        var offset = new DateTimeOffset(2024, 1, 2, 3, 4, 5, TimeSpan.FromHours(2));
        yield return Row(
            "DateTimeOffset +02:00",
            (ref MessagePackBodyWriter w) => w.WriteDateTimeOffset(offset),
            new DateTimeOffsetBox(offset)
        );
        yield return Row(
            "TimeSpan 1s",
            (ref MessagePackBodyWriter w) => w.WriteTimeSpan(TimeSpan.FromSeconds(1)),
            new TimeSpanBox(TimeSpan.FromSeconds(1))
        );
        yield return Row(
            "DateOnly 2024-01-02",
            (ref MessagePackBodyWriter w) => w.WriteDateOnly(new(2024, 1, 2)),
            new DateOnlyBox(new(2024, 1, 2))
        );
        yield return Row(
            "TimeOnly 01:02:03",
            (ref MessagePackBodyWriter w) => w.WriteTimeOnly(new(1, 2, 3)),
            new TimeOnlyBox(new(1, 2, 3))
        );
    }

    private static IEnumerable<KeyValuePair<string, GoldenRow>> Contracts()
    {
        yield return Row(
            "IntKey gap@2",
            WriteGapped,
            new GappedBox(
                new Gapped
                {
                    A = 1,
                    B = "b",
                    D = true,
                }
            )
        );
        yield return Row("IntKey null", (ref MessagePackBodyWriter w) => w.WriteNil(), new GappedBox(null));
        yield return Row("MapKey", WriteByName, new ByNameBox(new ByName { Age = 3, Name = "n" }));
        yield return Row("StrKey", WriteGivenNames, new GivenNamesBox(new GivenNames { First = 1 }));
        yield return Row("Empty", (ref MessagePackBodyWriter w) => w.WriteArrayHeader(0), new EmptyBox(new Empty()));
        yield return Row("struct St", Array(1, 2), new PointBox(new Point { X = 1, Y = 2 }));
        yield return Row("St? null", (ref MessagePackBodyWriter w) => w.WriteNil(), new NullablePointBox(null));
        yield return Row("record Rec", WritePair, new PairBox(new Pair(1, "n")));
    }

    private static KeyValuePair<string, GoldenRow> Row<T>(string name, WritePrimitive write, T box)
        where T : IBodyContract<T> => new(name, GoldenRow.Of(write, box));

    private static WritePrimitive Array(params int[] values) =>
        (ref MessagePackBodyWriter writer) =>
        {
            writer.WriteArrayHeader(values.Length);
            foreach (int value in values)
                writer.WriteInt32(value);
        };

    private static void WriteTexts(ref MessagePackBodyWriter writer)
    {
        writer.WriteArrayHeader(2);
        writer.WriteString("a");
        writer.WriteString(null);
    }

    private static void WriteTextMap(ref MessagePackBodyWriter writer)
    {
        writer.WriteMapHeader(1);
        writer.WriteUtf8String("k"u8);
        writer.WriteInt32(1);
    }

    private static void WriteMap(ref MessagePackBodyWriter writer)
    {
        writer.WriteMapHeader(Sixteen.Length);
        foreach (int value in Sixteen)
        {
            writer.WriteInt32(value);
            writer.WriteInt32(value);
        }
    }

    private static void WriteGapped(ref MessagePackBodyWriter writer)
    {
        writer.WriteArrayHeader(4);
        writer.WriteInt32(1);
        writer.WriteString("b");
        writer.WriteNil();
        writer.WriteBoolean(true);
    }

    private static void WriteByName(ref MessagePackBodyWriter writer)
    {
        writer.WriteMapHeader(2);
        writer.WriteUtf8String("Age"u8);
        writer.WriteInt32(3);
        writer.WriteUtf8String("Name"u8);
        writer.WriteString("n");
    }

    private static void WriteGivenNames(ref MessagePackBodyWriter writer)
    {
        writer.WriteMapHeader(2);
        writer.WriteUtf8String("a"u8);
        writer.WriteInt32(1);
        writer.WriteUtf8String("b"u8);
        writer.WriteNil();
    }

    private static void WritePair(ref MessagePackBodyWriter writer)
    {
        writer.WriteArrayHeader(2);
        writer.WriteInt32(1);
        writer.WriteString("n");
    }
}
