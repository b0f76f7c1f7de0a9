using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace RocketMq.Typed.Tests.Contracts;

/// <summary>Members of every supported type, for comparison with System.Text.Json.</summary>
[RocketMessage("everything", Format = BodyFormat.Json)]
public sealed partial record Everything
{
    public bool Yes { get; init; }
    public byte U8 { get; init; }
    public sbyte I8 { get; init; }
    public short I16 { get; init; }
    public ushort U16 { get; init; }
    public int I32 { get; init; }
    public uint U32 { get; init; }
    public long I64 { get; init; }
    public ulong U64 { get; init; }
    public float F32 { get; init; }
    public double F64 { get; init; }
    public Half F16 { get; init; }
    public decimal Money { get; init; }
    public char Letter { get; init; }
    public string? Text { get; init; }
    public required Guid Id { get; init; }
    public DateTime Utc { get; init; }
    public DateTimeOffset Local { get; init; }
    public DateOnly Day { get; init; }
    public TimeOnly Time { get; init; }
    public TimeSpan Span { get; init; }
    public Int32Colour Colour { get; init; }
    public Options Options { get; init; }
    public int? Maybe { get; init; }
    public Point? MaybePoint { get; init; }
    public byte[]? Bytes { get; init; }
    public ReadOnlyMemory<byte> Memory { get; init; }
    public int[]? Numbers { get; init; }
    public IReadOnlyList<string?>? Texts { get; init; }
    public HashSet<string>? Set { get; init; }
    public ImmutableArray<int> Immutable { get; init; } = [];
    public Dictionary<string, Pair?>? Pairs { get; init; }
    public SortedDictionary<int, List<Point>>? Points { get; init; }
    public Dictionary<Int32Colour, int>? ByColour { get; init; }
    public IReadOnlyDictionary<Guid, char>? ById { get; init; }
    public Everything? Inner { get; init; }

    [JsonPropertyName("custom-name")]
    public string? Renamed { get; init; }

    public string URLPath { get; set; } = "/";

    public int Computed => I32 + 1;
}
