using System.Buffers.Text;
using System.Text;

namespace RocketMq.Protocol;

/// <summary>
/// The JSON header. It is read in any key order, ignoring unknown keys and the letter case of names (some clients send
/// PascalCase), and written in the alphabetical order of the Java encoder.
/// </summary>
internal static class JsonFrameHeader
{
    private const int MaxNumberLength = 11;

    public static void Parse(ReadOnlySpan<byte> header, ref FrameLayout layout)
    {
        layout.Format = HeaderFormat.Json;
        layout.RemarkStart = layout.FieldsStart = FrameLimits.PreambleLength;
        JsonCursor json = new(header);
        json.Expect((byte)'{');
        while (json.MoveToNext((byte)'}'))
            ReadMember(ref json, ref layout);
    }

    /// <summary>Opens the header and its fields; returns where to truncate to if no field follows.</summary>
    public static int WriteBeforeFields(GrowableBuffer output, int code)
    {
        output.Write("{\"code\":"u8);
        WriteNumber(output, code);
        int withoutFields = output.WrittenCount;
        output.Write(",\"extFields\":{"u8);
        return withoutFields;
    }

    public static void WriteAfterFields(GrowableBuffer output, in FrameFields fields, in FrameDefaults defaults)
    {
        output.Write(",\"flag\":"u8);
        WriteNumber(output, (int)fields.Flags);
        output.Write(",\"language\":\""u8);
        output.Write(LanguageNames.Get(defaults.Language));
        output.Write("\",\"opaque\":"u8);
        WriteNumber(output, fields.Opaque);
        if (!fields.Remark.IsAbsent)
        {
            output.Write(",\"remark\":\""u8);
            Utf8TextWriting.Write(output, fields.Remark, HeaderFormat.Json);
            output.WriteByte((byte)'"');
        }

        output.Write(",\"serializeTypeCurrentRPC\":\"JSON\",\"version\":"u8);
        WriteNumber(output, defaults.Version);
        output.WriteByte((byte)'}');
    }

    private static void ReadMember(ref JsonCursor json, ref FrameLayout layout)
    {
        ReadOnlySpan<byte> key = json.ReadKey().In(json.Text);
        if (Ascii.EqualsIgnoreCase(key, "code"u8))
            layout.Code = ReadNumber(ref json, key);
        else if (Ascii.EqualsIgnoreCase(key, "extFields"u8))
            ReadFields(ref json, ref layout);
        else if (Ascii.EqualsIgnoreCase(key, "flag"u8))
            layout.Flags = (CommandFlags)ReadNumber(ref json, key);
        else if (Ascii.EqualsIgnoreCase(key, "language"u8))
            layout.Language = ReadLanguage(ref json);
        else if (Ascii.EqualsIgnoreCase(key, "opaque"u8))
            layout.Opaque = ReadNumber(ref json, key);
        else if (Ascii.EqualsIgnoreCase(key, "remark"u8))
            ReadRemark(ref json, ref layout);
        else if (Ascii.EqualsIgnoreCase(key, "version"u8))
            layout.Version = ReadNumber(ref json, key);
        else
            json.SkipValue();
    }

    private static int ReadNumber(ref JsonCursor json, ReadOnlySpan<byte> key)
    {
        JsonToken token = json.ReadScalar();
        ReadOnlySpan<byte> value = token.In(json.Text);
        if (token.IsNull(json.Text))
            return 0;
        if (Utf8Parser.TryParse(value, out int number, out int consumed) && consumed == value.Length)
            return number;

        throw new ProtocolException($"The JSON header's '{Encoding.UTF8.GetString(key)}' is not a 32-bit number.");
    }

    private static LanguageCode ReadLanguage(ref JsonCursor json)
    {
        ReadOnlySpan<byte> value = json.ReadScalar().In(json.Text);
        if (!Utf8Parser.TryParse(value, out int ordinal, out int consumed) || consumed != value.Length)
            return LanguageNames.Parse(value);

        return ordinal is >= 0 and <= (int)LanguageCode.NodeJs ? (LanguageCode)ordinal : LanguageCode.Other;
    }

    private static void ReadFields(ref JsonCursor json, ref FrameLayout layout)
    {
        layout.FieldsLength = 0;
        byte first = json.Peek();
        int start = json.Position;
        json.SkipValue();
        if (first != (byte)'{')
            return;

        layout.FieldsStart = FrameLimits.PreambleLength + start;
        layout.FieldsLength = json.Position - start;
    }

    private static void ReadRemark(ref JsonCursor json, ref FrameLayout layout)
    {
        JsonToken token = json.ReadScalar();
        layout.RemarkStart = FrameLimits.PreambleLength + token.Start;
        layout.RemarkLength = token.Length;
        layout.RemarkKind = token switch
        {
            _ when token.IsNull(json.Text) => HeaderFieldValueKind.Absent,
            { Kind: JsonTokenKind.EscapedText } => HeaderFieldValueKind.Escaped,
            _ => HeaderFieldValueKind.Plain,
        };
    }

    private static void WriteNumber(GrowableBuffer output, int value)
    {
        Utf8Formatter.TryFormat(value, output.GetSpan(MaxNumberLength), out int written);
        output.Advance(written);
    }
}
