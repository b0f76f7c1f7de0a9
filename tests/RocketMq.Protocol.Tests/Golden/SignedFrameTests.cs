using System.Text;
using RocketMq.Protocol.Tests.Kit;

namespace RocketMq.Protocol.Tests.Golden;

/// <summary>Signatures of captured requests, made again by the frame writer.</summary>
public sealed class SignedFrameTests
{
    public static IEnumerable<TheoryDataRow<string, int>> SignedRequests() =>
        GoldenFolder
            .FrameFiles()
            .Where(file => file.StartsWith("acl/", StringComparison.Ordinal))
            // An unknown user's secret is not known here either.
            .Where(file => !file.StartsWith("acl/rejected_unknown_user", StringComparison.Ordinal))
            .SelectMany(file =>
                GoldenFolder
                    .ReadFrames(file)
                    .Where(frame => !frame.IsResponse && frame.Fields.ContainsKey(AclSignature.SignatureField))
                    .Select(frame => new TheoryDataRow<string, int>(file, frame.Sequence))
            );

    [Theory]
    [MemberData(nameof(SignedRequests))]
    public void Requests_are_signed_as_the_java_client_does(string file, int sequence)
    {
        GoldenFrame golden = GoldenFolder.ReadFrames(file).Single(frame => frame.Sequence == sequence);
        string? token = golden.Fields.GetValueOrDefault(AclSignature.SecurityTokenField);
        SigningKey key = new(golden.Fields[AclSignature.AccessKeyField], SecretOf(golden), token);

        Sign(golden, key).ShouldBe(golden.Fields[AclSignature.SignatureField]);
    }

    [Theory]
    [InlineData(HeaderFormat.Binary, false)]
    [InlineData(HeaderFormat.Json, true)]
    public void An_empty_field_is_left_out_where_the_format_cannot_carry_it(HeaderFormat format, bool isWritten)
    {
        using GrowableBuffer output = new();
        FrameDefaults defaults = (format == HeaderFormat.Json ? FrameDefaults.Json : FrameDefaults.Binary) with
        {
            Key = new SigningKey("someone", "secret"),
        };
        Write(output, defaults, 17, [new("topic", "orders"), new("attributes", ""), new("perm", "6")], []);
        Dictionary<string, string> fields = FrameReader.Parse(output.WrittenMemory).Header.ToDictionary();

        fields.ContainsKey("attributes").ShouldBe(isWritten);
        Encoding.UTF8.GetString(output.WrittenSpan).Contains("attributes", StringComparison.Ordinal).ShouldBe(isWritten);
        string expected = AclSignature.Sign(fields.Where(field => field.Key != AclSignature.SignatureField), [], "secret");
        fields[AclSignature.SignatureField].ShouldBe(expected);
    }

    [Fact]
    public void A_frame_without_a_key_is_left_unsigned()
    {
        using GrowableBuffer output = new();
        foreach (string? expected in new[] { "first", "second", null })
        {
            FrameDefaults defaults = FrameDefaults.Binary with { Key = expected is null ? null : new SigningKey(expected, "secret") };
            output.Clear();
            Write(output, defaults, 105, [new("topic", "orders")], []);

            FrameReader.Parse(output.WrittenMemory).Header.ToDictionary().GetValueOrDefault("AccessKey").ShouldBe(expected);
        }
    }

    private static string Sign(GoldenFrame golden, SigningKey key)
    {
        using GrowableBuffer output = new();
        FrameDefaults defaults = (golden.Format == HeaderFormat.Json ? FrameDefaults.Json : FrameDefaults.Binary) with { Key = key };
        ReadOnlySpan<byte> body = golden.Bytes.AsSpan(golden.Bytes.Length - golden.BodyLength);
        Write(output, defaults, golden.Code, [.. golden.Fields.Where(field => !IsOfSigner(field.Key))], body);
        return FrameReader.Parse(output.WrittenMemory).Header.ToDictionary()[AclSignature.SignatureField];
    }

    private static void Write(
        GrowableBuffer output,
        FrameDefaults defaults,
        int code,
        KeyValuePair<string, string>[] fields,
        ReadOnlySpan<byte> body
    )
    {
        ExtraField[] extra = [.. fields.Select(field => new ExtraField(field.Key, field.Value))];
        FrameWriter.WriteRequest(
            output,
            (RequestCode)code,
            opaque: 1,
            CommandFlags.None,
            defaults with
            {
                ExtraFields = extra,
            },
            default(EmptyHeader),
            body
        );
    }

    private static bool IsOfSigner(string field) =>
        field is AclSignature.AccessKeyField or AclSignature.SecurityTokenField or AclSignature.SignatureField;

    // The captures were made with users whose secret is their name with a suffix.
    private static string SecretOf(GoldenFrame frame) => frame.Fields[AclSignature.AccessKeyField] + "-secret";
}
