using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace RocketMq.Protocol;

/// <summary>
/// Escape sequences of JSON texts: everything standard is read; written are exactly those fastjson writes — quote, backslash,
/// control characters up to U+009F, and the two Unicode line separators.
/// </summary>
internal static class JsonEscapes
{
    /// <summary>Bytes that need a closer look; 0xC2 and 0xE2 begin U+0080…U+009F and U+2028/U+2029.</summary>
    private static readonly SearchValues<byte> Special = SearchValues.Create([.. ControlBytes(), .. "\"\\"u8, 0x7F, 0xC2, 0xE2]);

    public static byte[] Unescape(ReadOnlySpan<byte> escaped)
    {
        // No escape sequence is shorter than what it stands for.
        byte[]? rented = escaped.Length <= 512 ? null : ArrayPool<byte>.Shared.Rent(escaped.Length);
        Span<byte> buffer = rented ?? stackalloc byte[512];
        try
        {
            return buffer[..Unescape(escaped, buffer)].ToArray();
        }
        finally
        {
            if (rented is not null)
                ArrayPool<byte>.Shared.Return(rented);
        }
    }

    public static void Write(GrowableBuffer output, ReadOnlySpan<byte> utf8)
    {
        while (!utf8.IsEmpty)
        {
            int run = utf8.IndexOfAny(Special);
            if (run < 0)
                run = utf8.Length;

            output.Write(utf8[..run]);
            utf8 = utf8[run..];
            if (!utf8.IsEmpty)
                utf8 = utf8[WriteSpecial(output, utf8)..];
        }
    }

    private static byte[] ControlBytes()
    {
        byte[] bytes = new byte[0x20];
        for (int i = 0; i < bytes.Length; i++)
            bytes[i] = (byte)i;

        return bytes;
    }

    private static int WriteSpecial(GrowableBuffer output, ReadOnlySpan<byte> utf8)
    {
        byte first = utf8[0];
        switch (first)
        {
            case (byte)'"':
                output.Write("\\\""u8);
                return 1;
            case (byte)'\\':
                output.Write("\\\\"u8);
                return 1;
            case (byte)'\b':
                output.Write("\\b"u8);
                return 1;
            case (byte)'\t':
                output.Write("\\t"u8);
                return 1;
            case (byte)'\n':
                output.Write("\\n"u8);
                return 1;
            case (byte)'\f':
                output.Write("\\f"u8);
                return 1;
            case (byte)'\r':
                output.Write("\\r"u8);
                return 1;
            case < 0x20 or 0x7F:
                WriteCode(output, first);
                return 1;
            default:
                return WriteMultiByte(output, utf8);
        }
    }

    private static int WriteMultiByte(GrowableBuffer output, ReadOnlySpan<byte> utf8)
    {
        Rune.DecodeFromUtf8(utf8, out Rune rune, out int consumed);
        if (rune.Value is (>= 0x80 and <= 0x9F) or 0x2028 or 0x2029)
            WriteCode(output, rune.Value);
        else
            output.Write(utf8[..consumed]);

        return consumed;
    }

    public static void WriteCode(GrowableBuffer output, int character)
    {
        Span<byte> sequence = output.GetSpan(6);
        "\\u"u8.CopyTo(sequence);
        Utf8Formatter.TryFormat(character, sequence[2..], out _, new StandardFormat('X', 4));
        output.Advance(6);
    }

    private static int Unescape(ReadOnlySpan<byte> escaped, Span<byte> destination)
    {
        int written = 0;
        while (!escaped.IsEmpty)
        {
            int run = escaped.IndexOf((byte)'\\');
            if (run < 0)
                run = escaped.Length;

            escaped[..run].CopyTo(destination[written..]);
            written += run;
            escaped = escaped[run..];
            if (!escaped.IsEmpty)
                escaped = escaped[ReadSequence(escaped, destination, ref written)..];
        }

        return written;
    }

    private static int ReadSequence(ReadOnlySpan<byte> escaped, Span<byte> destination, ref int written)
    {
        if (escaped.Length < 2)
            throw new ProtocolException("A JSON text ends inside of an escape sequence.");
        if (escaped[1] == (byte)'u')
            return ReadCode(escaped, destination, ref written);

        destination[written++] = escaped[1] switch
        {
            (byte)'b' => (byte)'\b',
            (byte)'t' => (byte)'\t',
            (byte)'n' => (byte)'\n',
            (byte)'f' => (byte)'\f',
            (byte)'r' => (byte)'\r',
            (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'\'' => escaped[1],
            _ => throw new ProtocolException($"A JSON text holds the unknown escape sequence 0x5C 0x{escaped[1]:X2}."),
        };
        return 2;
    }

    private static int ReadCode(ReadOnlySpan<byte> escaped, Span<byte> destination, ref int written)
    {
        char first = ReadHex(escaped);
        int consumed = 6;
        if (!Rune.TryCreate(first, out Rune rune))
        {
            bool hasPair = char.IsHighSurrogate(first) && escaped[6..].StartsWith("\\u"u8);
            char second = hasPair ? ReadHex(escaped[6..]) : default;
            if (Rune.TryCreate(first, second, out rune))
                consumed = 12;
            else
                rune = Rune.ReplacementChar;
        }

        written += rune.EncodeToUtf8(destination[written..]);
        return consumed;
    }

    private static char ReadHex(ReadOnlySpan<byte> escaped)
    {
        if (escaped.Length < 6 || !Utf8Parser.TryParse(escaped.Slice(2, 4), out ushort code, out int consumed, 'X') || consumed != 4)
        {
            throw new ProtocolException("A JSON text holds an incomplete \\u escape sequence; four hexadecimal digits must follow.");
        }

        return (char)code;
    }
}
