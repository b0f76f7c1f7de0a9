using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace RocketMq.Typed;

public ref partial struct MessagePackBodyWriter
{
    // Up to here the worst case (3 bytes a unit) is reserved at once; longer texts are measured first.
    private const int OnePassLimit = 4096;
    private const int MaxStringHeader = 5;
    private const int MaxDecimalLength = 64;
    private const int GuidLength = 36;

    /// <summary>Writes a text in UTF-8; nil for <see langword="null"/>, U+FFFD for lone surrogates.</summary>
    /// <param name="value">The value.</param>
    public void WriteString(string? value)
    {
        if (value is null)
            WriteNil();
        else
            WriteString(value.AsSpan());
    }

    /// <summary>Writes a text in UTF-8; U+FFFD for lone surrogates.</summary>
    /// <param name="value">The value.</param>
    public void WriteString(scoped ReadOnlySpan<char> value)
    {
        int maxBytes = value.Length <= OnePassLimit ? value.Length * 3 : Encoding.UTF8.GetByteCount(value);
        Ensure(MaxStringHeader + maxBytes);

        // Most texts are ASCII: the header is assumed to fit one byte a unit, and the bytes move only when it does not.
        int assumedHeader = StringHeaderLength(value.Length);
        int written = Encoding.UTF8.GetBytes(value, _span[(_used + assumedHeader)..]);
        int header = StringHeaderLength(written);
        if (header != assumedHeader)
            _span.Slice(_used + assumedHeader, written).CopyTo(_span[(_used + header)..]);
        WriteStringHeader(_span[_used..], header, written);
        _used += header + written;
    }

    /// <summary>Writes a text that is UTF-8 already, such as the name of a member.</summary>
    /// <param name="utf8">The text's bytes.</param>
    public void WriteUtf8String(scoped ReadOnlySpan<byte> utf8)
    {
        Ensure(MaxStringHeader + utf8.Length);
        int header = StringHeaderLength(utf8.Length);
        WriteStringHeader(_span[_used..], header, utf8.Length);
        utf8.CopyTo(_span[(_used + header)..]);
        _used += header + utf8.Length;
    }

    /// <summary>Writes binary data; nil for <see langword="null"/>.</summary>
    /// <param name="value">The value.</param>
    public void WriteBinary(byte[]? value)
    {
        if (value is null)
            WriteNil();
        else
            WriteBinary(value.AsSpan());
    }

    /// <summary>Writes binary data.</summary>
    /// <param name="value">The value.</param>
    public void WriteBinary(ReadOnlyMemory<byte> value) => WriteBinary(value.Span);

    /// <summary>Writes binary data.</summary>
    /// <param name="value">The value.</param>
    public void WriteBinary(scoped ReadOnlySpan<byte> value)
    {
        if (value.Length <= byte.MaxValue)
            WriteCode8(MessagePackCode.Bin8, (byte)value.Length);
        else
            WriteLength(value.Length, MessagePackCode.Bin16);
        Ensure(value.Length);
        value.CopyTo(_span[_used..]);
        _used += value.Length;
    }

    /// <summary>Writes a GUID as its lower-case text in <c>D</c> form.</summary>
    /// <param name="value">The value.</param>
    public void WriteGuid(Guid value)
    {
        Span<char> text = stackalloc char[GuidLength];
        _ = value.TryFormat(text, out int length, "D");
        WriteString(text[..length]);
    }

    /// <summary>Writes a decimal as its invariant text, so that its scale survives.</summary>
    /// <param name="value">The value.</param>
    public void WriteDecimal(decimal value)
    {
        Span<char> text = stackalloc char[MaxDecimalLength];
        _ = value.TryFormat(text, out int length, provider: CultureInfo.InvariantCulture);
        WriteString(text[..length]);
    }

    private static int StringHeaderLength(int byteCount) =>
        byteCount switch
        {
            <= MessagePackCode.MaxFixStr => 1,
            <= byte.MaxValue => 2,
            <= ushort.MaxValue => 3,
            _ => MaxStringHeader,
        };

    private static void WriteStringHeader(Span<byte> target, int headerLength, int byteCount)
    {
        switch (headerLength)
        {
            case 1:
                target[0] = (byte)(MessagePackCode.FixStr | byteCount);
                break;
            case 2:
                target[0] = MessagePackCode.Str8;
                target[1] = (byte)byteCount;
                break;
            case 3:
                target[0] = MessagePackCode.Str16;
                BinaryPrimitives.WriteUInt16BigEndian(target[1..], (ushort)byteCount);
                break;
            default:
                target[0] = MessagePackCode.Str32;
                BinaryPrimitives.WriteUInt32BigEndian(target[1..], (uint)byteCount);
                break;
        }
    }
}
