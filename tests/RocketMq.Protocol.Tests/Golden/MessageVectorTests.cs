using System.Net;
using System.Text.Json;
using RocketMq.Protocol.Tests.Kit;

namespace RocketMq.Protocol.Tests.Golden;

/// <summary>Records, batches, properties, ids, flags and compression as the real classes compute them.</summary>
public sealed class MessageVectorTests
{
    public static IEnumerable<TheoryDataRow<int, string>> Codecs() => GoldenFolder.Rows("message_codec");

    public static IEnumerable<TheoryDataRow<int, string>> PropertyTexts() => GoldenFolder.Rows("message_properties");

    public static IEnumerable<TheoryDataRow<int, string>> OffsetIds() => GoldenFolder.Rows("message_id");

    public static IEnumerable<TheoryDataRow<int, string>> UniqueIds() => GoldenFolder.Rows("unique_id");

    public static IEnumerable<TheoryDataRow<int, string>> Compressions() => GoldenFolder.Rows("compression");

    public static IEnumerable<TheoryDataRow<int, string>> Flags() =>
        GoldenFolder.Rows("sysflag", vector => vector.GetProperty("kind").GetString() != "topic");

    [Theory]
    [MemberData(nameof(Codecs))]
    public void Records_and_batches_decode_and_encode(int index, string text)
    {
        text.ShouldNotBeEmpty();
        JsonElement vector = GoldenFolder.Vectors("message_codec")[index];
        byte[] bytes = Convert.FromHexString(vector.GetProperty("hex").GetString()!);
        JsonElement decoded = vector.GetProperty("decoded");
        int position = 0;
        if (vector.GetProperty("kind").GetString() == "batch body")
        {
            foreach (JsonElement part in decoded.EnumerateArray())
            {
                BatchDecoder.TryRead(bytes, ref position, out BatchMember member).ShouldBeTrue();
                Convert.ToBase64String(member.Body.Span).ShouldBe(part.GetProperty("bodyBase64").GetString());
                member.Flag.ShouldBe(part.GetProperty("flag").GetInt32());
                PropertiesText.Parse(member.Properties.Span).ShouldBe(MessageGoldenTests.Properties(part), ignoreOrder: true);
            }

            position.ShouldBe(bytes.Length);
            return;
        }

        MessageRecordReader.TryRead(bytes, ref position, out MessageRecord record).ShouldBeTrue();
        MessageGoldenTests.CheckRecord(record, decoded);
        MessageGoldenTests.CheckBody(record.Body, record.SystemFlags, decoded);
        record.OffsetMessageId.ShouldBe(decoded.GetProperty("msgId").GetString());
        MessageGoldenTests.Rewrite(record).ShouldBe(bytes);
    }

    [Theory]
    [MemberData(nameof(PropertyTexts))]
    public void Properties_are_written_and_read(int index, string text)
    {
        text.ShouldNotBeEmpty();
        JsonElement vector = GoldenFolder.Vectors("message_properties")[index];
        byte[] bytes = Convert.FromHexString(vector.GetProperty("stringHex").GetString() ?? "");
        if (vector.GetProperty("op").GetString() == "fromString")
        {
            Dictionary<string, string> expected = vector
                .GetProperty("call")
                .GetProperty("value")
                .EnumerateObject()
                .ToDictionary(p => p.Name, p => p.Value.GetString()!);
            PropertiesText.Parse(bytes).ShouldBe(expected, ignoreOrder: true);
            return;
        }

        using GrowableBuffer output = new();
        foreach (JsonProperty property in vector.GetProperty("map").EnumerateObject())
            PropertiesText.Write(output, property.Name, property.Value.GetString());
        output.WrittenSpan.ToArray().ShouldBe(bytes);
    }

    [Theory]
    [MemberData(nameof(OffsetIds))]
    public void Offset_ids_are_written_and_read(int index, string text)
    {
        text.ShouldNotBeEmpty();
        JsonElement vector = GoldenFolder.Vectors("message_id")[index];
        string id = vector.GetProperty("messageId").GetString()!;
        if (vector.TryGetProperty("decode", out _))
        {
            // Java accepts digits that are none; an id with such digits names no message, so we refuse it.
            OffsetMessageId.TryParse(id, out _).ShouldBeFalse();
            Should.Throw<ProtocolException>(() => OffsetMessageId.Parse(id));
            return;
        }

        IPEndPoint host = new(IPAddress.Parse(vector.GetProperty("ip").GetString()!), vector.GetProperty("port").GetInt32());
        OffsetMessageId expected = new(host, vector.GetProperty("offset").GetInt64());
        expected.ToString().ShouldBe(id);
        OffsetMessageId.Parse(id).ShouldBe(expected);
    }

    [Theory]
    [MemberData(nameof(UniqueIds))]
    public void Unique_ids_are_taken_apart(int index, string text)
    {
        text.ShouldNotBeEmpty();
        JsonElement vector = GoldenFolder.Vectors("unique_id")[index];
        UniqueMessageId.TryParse(vector.GetProperty("id").GetString(), out UniqueMessageId id).ShouldBeTrue();
        id.Address.ShouldBe(IPAddress.Parse(vector.GetProperty("ip").GetString()!));
        id.ProcessId.ShouldBe(vector.GetProperty("pid").GetInt32());
        DateTimeOffset now = DateTimeOffset.FromUnixTimeMilliseconds(vector.GetProperty("evaluatedAtMs").GetInt64());
        id.GetCreationTime(now, TimeZoneInfo.Utc).ToUnixTimeMilliseconds().ShouldBe(vector.GetProperty("nearlyTimeMs").GetInt64());
    }

    [Theory]
    [MemberData(nameof(Compressions))]
    public void Compressed_bodies_decompress(int index, string text)
    {
        text.ShouldNotBeEmpty();
        JsonElement vector = GoldenFolder.Vectors("compression")[index];
        SystemFlags algorithm = vector.GetProperty("type").GetString() switch
        {
            "LZ4" => SystemFlags.CompressionLz4,
            "ZSTD" => SystemFlags.CompressionZstd,
            _ => SystemFlags.CompressionZlib,
        };
        if (vector.TryGetProperty("garbage", out JsonElement garbage))
        {
            byte[] bytes = Convert.FromHexString(garbage.GetString()!);
            Should.Throw<ProtocolException>(() => MessageCompression.Decompress(bytes, algorithm, 100));
            return;
        }

        byte[] plain = Convert.FromBase64String(vector.GetProperty("plainBase64").GetString()!);
        byte[] compressed = Convert.FromBase64String(vector.GetProperty("compressedBase64").GetString()!);
        MessageCompression.Decompress(compressed, algorithm, plain.Length).ShouldBe(plain);
        if (algorithm == SystemFlags.CompressionZlib)
            MessageCompression.Decompress(compressed, SystemFlags.None, plain.Length).ShouldBe(plain);
        if (plain.Length > 0)
            Should.Throw<ProtocolException>(() => MessageCompression.Decompress(compressed, algorithm, plain.Length - 1));
    }

    [Theory]
    [MemberData(nameof(Flags))]
    public void Flags_have_the_real_bits(int index, string text)
    {
        text.ShouldNotBeEmpty();
        JsonElement vector = GoldenFolder.Vectors("sysflag")[index];
        switch (vector.GetProperty("kind").GetString())
        {
            case "pull":
                PullSystemFlags pull =
                    If("commitOffset", PullSystemFlags.CommitOffset)
                    | If("suspend", PullSystemFlags.Suspend)
                    | If("subscription", PullSystemFlags.Subscription)
                    | If("classFilter", PullSystemFlags.ClassFilter)
                    | If("litePull", PullSystemFlags.LitePull);
                ((int)pull).ShouldBe(vector.GetProperty("value").GetInt32());
                break;
            case "message":
                SystemFlags flag = (SystemFlags)vector.GetProperty("flag").GetInt32();
                ((int)(flag & SystemFlags.TransactionRollback)).ShouldBe(vector.GetProperty("transactionValue").GetInt32());
                ((int)(flag & ~SystemFlags.Compressed)).ShouldBe(vector.GetProperty("clearCompressed").GetInt32());
                break;
            default:
                vector.GetProperty("kind").GetString().ShouldBe("compression");
                ((int)Algorithm(vector.GetProperty("name").GetString()!)).ShouldBe(vector.GetProperty("flag").GetInt32());
                break;
        }

        PullSystemFlags If(string name, PullSystemFlags bit) => vector.GetProperty(name).GetBoolean() ? bit : PullSystemFlags.None;
    }

    private static SystemFlags Algorithm(string name) =>
        name switch
        {
            "LZ4" => SystemFlags.CompressionLz4,
            "ZSTD" => SystemFlags.CompressionZstd,
            _ => SystemFlags.CompressionZlib,
        };
}
