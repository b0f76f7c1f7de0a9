using System.Text.Json;
using RocketMq.Protocol.Tests.Kit;

namespace RocketMq.Protocol.Tests.Golden;

/// <summary>Frames the real encoder made of given fields, and what the real decoder made of them.</summary>
public sealed class CommandVectorTests
{
    public static IEnumerable<TheoryDataRow<int, string>> Commands() => GoldenFolder.Rows("remoting_command");

    [Theory]
    [MemberData(nameof(Commands))]
    public void Commands_encode_and_decode_like_the_real_ones(int index, string text)
    {
        text.ShouldNotBeEmpty();
        JsonElement vector = GoldenFolder.Vectors("remoting_command")[index];
        Check(vector, vector.GetProperty("json"), FrameDefaults.Json);
        if (vector.TryGetProperty("rocketmq", out JsonElement binary))
            Check(vector, binary, FrameDefaults.Binary);
    }

    private static void Check(JsonElement vector, JsonElement expected, FrameDefaults format)
    {
        FrameDefaults defaults = format with { Language = LanguageCode.Java, Version = 475 };
        byte[]? real = expected.GetProperty("frameHex").GetString() is { } hex ? Convert.FromHexString(hex) : null;
        // The order of fields is that of a Java hash map: taken from the frame where there is one.
        RawHeader header = real is null ? Fields(vector) : FrameReader.Parse(real).ReadHeader<RawHeader>();
        if (format.Format == HeaderFormat.Binary)
            header = new([.. header.Fields.Select(field => field.Value.IsAbsent ? field with { Value = string.Empty } : field)]);

        int code = vector.GetProperty("code").GetInt32();
        bool isForcedToJson = format.Format == HeaderFormat.Binary && code > short.MaxValue;
        byte[] written = Encode.Frame(
            code,
            header,
            defaults,
            Convert.FromHexString(vector.GetProperty("bodyHex").GetString() ?? ""),
            vector.GetProperty("remark").GetString(),
            vector.GetProperty("opaque").GetInt32(),
            vector.GetProperty("response").GetBoolean() ? CommandFlags.Response : CommandFlags.None
        );

        if (isForcedToJson)
        {
            // Java truncates the code to 16 bits; we send such a frame as JSON instead.
            FrameReader.Parse(written).Code.ShouldBe(code);
            FrameReader.Parse(written).Format.ShouldBe(HeaderFormat.Json);
        }
        else
        {
            written.Length.ShouldBe(expected.GetProperty("frameLength").GetInt32());
            written.ShouldBe(real ?? written);
        }

        CheckDecoded(real ?? written, expected.GetProperty("decoded"));
    }

    private static void CheckDecoded(byte[] bytes, JsonElement decoded)
    {
        RemotingFrame frame = FrameReader.Parse(bytes);
        frame.Code.ShouldBe(decoded.GetProperty("code").GetInt32());
        frame.Opaque.ShouldBe(decoded.GetProperty("opaque").GetInt32());
        ((int)frame.Flags).ShouldBe(decoded.GetProperty("flag").GetInt32());
        frame.Remark.ToStringOrNull().ShouldBe(decoded.GetProperty("remark").GetString());
        frame.Version.ShouldBe(decoded.GetProperty("version").GetInt32());
        frame.Language.ShouldBe(LanguageCode.Java);
        Convert.ToHexString(frame.Body.Span).ShouldBe(decoded.GetProperty("bodyHex").GetString() ?? "", StringCompareShould.IgnoreCase);
        if (decoded.GetProperty("ext") is { ValueKind: JsonValueKind.Object } fields)
        {
            frame
                .Header.ToDictionary()
                .ShouldBe(
                    fields
                        .EnumerateObject()
                        .Where(f => f.Value.GetString() is not null)
                        .ToDictionary(f => f.Name, f => f.Value.GetString()!),
                    ignoreOrder: true
                );
        }
    }

    private static RawHeader Fields(JsonElement vector) =>
        vector.GetProperty("ext") is { ValueKind: JsonValueKind.Object } fields
            ? new([.. fields.EnumerateObject().Select(field => new ExtraField(field.Name, field.Value.GetString()))])
            : default;
}
