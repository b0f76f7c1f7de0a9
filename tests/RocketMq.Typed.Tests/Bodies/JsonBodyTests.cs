using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using RocketMq.Typed.Tests.Contracts;

namespace RocketMq.Typed.Tests.Bodies;

/// <summary>JSON bodies against System.Text.Json with web defaults and enums by name, both ways, and against damage.</summary>
public sealed class JsonBodyTests
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        IgnoreReadOnlyProperties = true,
        IncludeFields = true,
    };

    private static readonly Everything Full = new()
    {
        Yes = true,
        U8 = 200,
        I8 = -5,
        I16 = short.MinValue,
        U16 = ushort.MaxValue,
        I32 = int.MinValue,
        U32 = uint.MaxValue,
        I64 = long.MinValue,
        U64 = ulong.MaxValue,
        F32 = 1.1f,
        F64 = -1e300,
        F16 = (Half)1.5,
        Money = 1234567890.1234567890m,
        Letter = '"',
        Text = "Grüße <b>&</b> 🚀 \" \\ \n \u0001",
        Id = new Guid("00112233-4455-6677-8899-aabbccddeeff"),
        Utc = new DateTime(2024, 1, 2, 3, 4, 5, DateTimeKind.Utc).AddTicks(1_234_567),
        Local = new DateTimeOffset(2024, 1, 2, 3, 4, 5, TimeSpan.FromHours(-3.5)),
        Day = new DateOnly(2024, 2, 29),
        Time = new TimeOnly(1, 2, 3).Add(TimeSpan.FromTicks(5)),
        Span = -new TimeSpan(1, 2, 3, 4, 5),
        Colour = Int32Colour.Big,
        Options = Options.Fast | Options.Safe,
        Maybe = 5,
        MaybePoint = new Point { X = 1, Y = 2 },
        Bytes = [1, 2, 3, 250],
        Memory = new byte[] { 9 },
        Numbers = [1, 2, 3],
        Texts = ["a", null],
        Set = ["x"],
        Immutable = [4, 5],
        Pairs = new() { ["one"] = new Pair(1, "n"), ["none"] = null },
        Points = new() { [-7] = [new Point { X = 3, Y = 4 }] },
        ByColour = new() { [Int32Colour.Negative] = 1 },
        ById = new Dictionary<Guid, char> { [Guid.Empty] = 'é' },
        Inner = new Everything
        {
            Id = Guid.Empty,
            Colour = (Int32Colour)77,
            Utc = DateTime.UnixEpoch,
        },
        Renamed = "custom",
        URLPath = "/x",
    };

    public static TheoryData<bool> Samples => [true, false];

    [Theory]
    [MemberData(nameof(Samples))]
    public void What_we_write_is_what_SystemTextJson_writes(bool full)
    {
        Everything value = Sample(full);

        JsonNode? ours = JsonNode.Parse(Codec.Write(value, BodyFormat.Json));

        JsonNode.DeepEquals(ours, JsonSerializer.SerializeToNode(value, Web)).ShouldBeTrue(ours!.ToJsonString());
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void SystemTextJson_reads_what_we_write(bool full)
    {
        Everything value = Sample(full);

        Everything? read = JsonSerializer.Deserialize<Everything>(Codec.Write(value, BodyFormat.Json), Web);

        JsonSerializer.Serialize(read, Web).ShouldBe(JsonSerializer.Serialize(value, Web));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void We_read_what_SystemTextJson_writes(bool full)
    {
        string json = JsonSerializer.Serialize(Sample(full), Web);

        JsonSerializer.Serialize(Codec.ReadJson<Everything>(json), Web).ShouldBe(json);
    }

    [Fact]
    public void Names_may_differ_in_case_and_numbers_may_be_texts()
    {
        Everything read = Codec.ReadJson<Everything>(
            """{"ID":"00112233-4455-6677-8899-aabbccddeeff","I32":"-5","f64":"1.5","urlpath":"/y","Colour":"big","OPTIONS":3}"""
        );

        (read.Id, read.I32, read.F64, read.URLPath, read.Colour, read.Options).ShouldBe(
            (Full.Id, -5, 1.5, "/y", Int32Colour.Big, Options.Fast | Options.Safe)
        );
    }

    [Fact]
    public void Escaped_names_are_recognised() =>
        Codec.ReadJson<Everything>("""{"\u0069d":"00112233-4455-6677-8899-aabbccddeeff"}""").Id.ShouldBe(Full.Id);

    [Fact]
    public void Absent_members_keep_their_defaults_and_unknown_ones_are_skipped()
    {
        Everything read = Codec.ReadJson<Everything>("""{"unknown":{"a":[1,{"b":2}]},"id":"00112233-4455-6677-8899-aabbccddeeff"}""");

        read.URLPath.ShouldBe("/");
        read.Immutable.IsDefault.ShouldBeFalse();
        Codec.ReadJson<VersionTwo>("""{"a":1}""").D.ShouldBe("init");
        Codec.ReadJson<Defaults>("""{"a":5}""").ShouldBe(new Defaults(5));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{\"i32\":1.5}")]
    [InlineData("{\"i32\":null}")]
    [InlineData("{\"i32\":3000000000}")]
    [InlineData("{\"u8\":-1}")]
    [InlineData("{\"i32\":true}")]
    [InlineData("{\"f64\":\"NaN\"}")]
    [InlineData("{\"f64\":1e999}")]
    [InlineData("{\"yes\":1}")]
    [InlineData("{\"id\":\"x\"}")]
    [InlineData("{\"utc\":\"yesterday\"}")]
    [InlineData("{\"day\":\"2024-02-30\"}")]
    [InlineData("{\"letter\":\"ab\"}")]
    [InlineData("{\"text\":5}")]
    [InlineData("{\"text\":\"\\ud800\"}")]
    [InlineData("{\"\\ud800\":1}")]
    [InlineData("{\"colour\":\"Mauve\"}")]
    [InlineData("{\"bytes\":\"?\"}")]
    [InlineData("{\"numbers\":{}}")]
    [InlineData("{\"pairs\":[]}")]
    [InlineData("{\"points\":{\"x\":[]}}")]
    [InlineData("{\"byColour\":{\"Mauve\":1}}")]
    [InlineData("{} {}")]
    [InlineData("{\"text\":\"a\"} x")]
    public void What_does_not_fit_is_refused(string json) => Should.Throw<BodyFormatException>(() => Codec.ReadJson<Everything>(json));

    [Fact]
    public void Numbers_that_JSON_lacks_are_refused_when_written() =>
        Should
            .Throw<BodyFormatException>(() => Codec.Write(Full with { F64 = double.NaN }, BodyFormat.Json))
            .Message.ShouldContain("MessagePack");

    [Fact]
    public void Nesting_beyond_the_limit_is_refused()
    {
        string deep =
            string.Concat(Enumerable.Repeat("{\"inner\":", BodyLimits.MaxDepth + 1)) + "null" + new string('}', BodyLimits.MaxDepth + 1);

        Should.Throw<BodyFormatException>(() => Codec.ReadJson<Everything>(deep));
    }

    [Fact]
    public void Damaged_bodies_fail_in_no_other_way()
    {
        byte[] body = Codec.Write(Full, BodyFormat.Json);
        byte[] replacements = [.. "\"\\{}[]:,0a-"u8, 0x00, 0xff, 0xc3];
        for (int position = 0; position < body.Length; position++)
        {
            foreach (byte replacement in replacements)
            {
                byte[] damaged = [.. body];
                damaged[position] = replacement;
                MessagePackReadingTests.ShouldReadOrRefuse<Everything>(damaged, BodyFormat.Json);
            }
        }
    }

    [Fact]
    public void Everything_survives_MessagePack_too()
    {
        Everything read = Codec.Read<Everything>(Convert.ToHexString(Codec.Write(Full)));

        JsonSerializer.Serialize(read, Web).ShouldBe(JsonSerializer.Serialize(Full, Web));
    }

    private static Everything Sample(bool full) => full ? Full : new Everything { Id = Guid.Empty };
}
