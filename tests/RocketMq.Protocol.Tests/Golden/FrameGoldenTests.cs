using System.Reflection;
using System.Text;
using RocketMq.Protocol.Tests.Kit;

namespace RocketMq.Protocol.Tests.Golden;

/// <summary>Every captured frame: parsed, written again byte for byte, and read with its typed header in both formats.</summary>
public sealed class FrameGoldenTests
{
    /// <summary>Fields any request may carry besides those of its header: namespaces, request type, access control.</summary>
    private static readonly HashSet<string> ForeignFields = ["ns", "nsd", "ReqT", "AccessKey", "Signature", "SecurityToken", "bname"];

    public static TheoryData<string> Files() => [.. GoldenFolder.FrameFiles()];

    [Theory]
    [MemberData(nameof(Files))]
    public void Frames_parse_as_recorded(string file)
    {
        foreach (GoldenFrame golden in GoldenFolder.ReadFrames(file))
        {
            FrameReader.TryGetLength(golden.Bytes, FrameLimits.DefaultMaxFrameLength, out int length).ShouldBeTrue();
            length.ShouldBe(golden.Bytes.Length);

            RemotingFrame frame = FrameReader.Parse(golden.Bytes);

            string where = $"frame {golden.Sequence}";
            frame.Code.ShouldBe(golden.Code, where);
            ((int)frame.Flags).ShouldBe(golden.Flags, where);
            frame.Opaque.ShouldBe(golden.Opaque, where);
            frame.Format.ShouldBe(golden.Format, where);
            frame.Remark.ToStringOrNull().ShouldBe(golden.Remark, where);
            frame.Body.Length.ShouldBe(golden.BodyLength, where);
            frame.Header.ToDictionary().ShouldBe(golden.Fields, ignoreOrder: true, where);
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Frames_written_again_in_wire_order_are_the_same_bytes(string file)
    {
        foreach (GoldenFrame golden in GoldenFolder.ReadFrames(file))
        {
            RemotingFrame frame = FrameReader.Parse(golden.Bytes);
            FrameDefaults defaults = new(frame.Format, frame.Language, frame.Version);

            byte[] written = Encode.Frame(
                frame.Code,
                WithEmptyValues(frame.ReadHeader<RawHeader>()),
                defaults,
                frame.Body.Span,
                frame.Remark,
                frame.Opaque,
                frame.Flags
            );

            written.ShouldBe(WithoutEmptyFields(golden), $"frame {golden.Sequence}");
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Typed_headers_carry_every_recorded_field_in_both_formats(string file)
    {
        MethodInfo rewrite = typeof(FrameGoldenTests).GetMethod(nameof(Rewrite), BindingFlags.NonPublic | BindingFlags.Static)!;
        foreach (GoldenFrame golden in GoldenFolder.ReadFrames(file))
        {
            if (HeaderTypes.Find(golden) is not { } type)
                continue;

            foreach (FrameDefaults defaults in Encode.Formats)
            {
                Dictionary<string, string> rewritten =
                    (Dictionary<string, string>)rewrite.MakeGenericMethod(type).Invoke(null, [golden.Bytes, defaults])!;
                foreach ((string name, string value) in golden.Fields)
                {
                    if (!ForeignFields.Contains(name) && value.Length > 0)
                        rewritten.ShouldContainKeyAndValue(name, value, $"{type.Name} in frame {golden.Sequence}, {defaults.Format}");
                }
            }
        }
    }

    private static Dictionary<string, string> Rewrite<THeader>(byte[] bytes, FrameDefaults defaults)
        where THeader : struct, IHeader<THeader>
    {
        RemotingFrame frame = FrameReader.Parse(bytes);
        THeader header = frame.ReadHeader<THeader>();
        byte[] written = Encode.Frame(frame.Code, header, defaults);
        return FrameReader.Parse(written).Header.ToDictionary();
    }

    /// <summary>A binary reader cannot tell an empty value from none, but Java writes it.</summary>
    private static RawHeader WithEmptyValues(RawHeader header) =>
        new([.. header.Fields.Select(field => field.Value.IsAbsent ? field with { Value = string.Empty } : field)]);

    /// <summary>Java writes an empty field object for a header type without values; we leave it out.</summary>
    private static byte[] WithoutEmptyFields(GoldenFrame golden)
    {
        string text = Encoding.Latin1.GetString(golden.Bytes);
        const string EmptyFields = ",\"extFields\":{}";
        if (golden.Format == HeaderFormat.Binary || !text.Contains(EmptyFields, StringComparison.Ordinal))
            return golden.Bytes;

        byte[] shorter = Encoding.Latin1.GetBytes(text.Replace(EmptyFields, string.Empty, StringComparison.Ordinal));
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(shorter, shorter.Length - 4);
        int headerLength = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(golden.Bytes.AsSpan(4)) - EmptyFields.Length;
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(shorter.AsSpan(4), headerLength);
        return shorter;
    }
}
