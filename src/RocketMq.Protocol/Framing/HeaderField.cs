using System.Buffers.Text;
using System.Text;

namespace RocketMq.Protocol;

/// <summary>One field of a received header. All values travel as text; the accessors parse it.</summary>
public readonly ref struct HeaderField
{
    private readonly ReadOnlyMemory<byte> _value;
    private readonly HeaderFieldValueKind _kind;

    internal HeaderField(ReadOnlySpan<byte> key, ReadOnlyMemory<byte> value, HeaderFieldValueKind kind)
    {
        Key = key;
        _value = value;
        _kind = kind;
    }

    /// <summary>The field name as UTF-8.</summary>
    public ReadOnlySpan<byte> Key { get; }

    /// <summary>The value; allocates only if it came with JSON escape sequences. An empty value of a binary header is absent.</summary>
    /// <returns>The text, valid as long as the frame is.</returns>
    public Utf8Text ToText() =>
        _kind switch
        {
            HeaderFieldValueKind.Absent => default,
            HeaderFieldValueKind.Plain => Utf8Text.FromUtf8(_value),
            _ => Utf8Text.FromUtf8(JsonEscapes.Unescape(_value.Span)),
        };

    /// <summary>The value as 32-bit number.</summary>
    /// <returns>The number, or null if the value is absent or empty.</returns>
    /// <exception cref="ProtocolException">The value is not such a number.</exception>
    public int? ToInt32()
    {
        if (IsMissing)
            return null;
        if (Utf8Parser.TryParse(_value.Span, out int value, out int consumed) && consumed == _value.Length)
            return value;

        throw Malformed("a 32-bit number");
    }

    /// <summary>The value as 64-bit number.</summary>
    /// <returns>The number, or null if the value is absent or empty.</returns>
    /// <exception cref="ProtocolException">The value is not such a number.</exception>
    public long? ToInt64()
    {
        if (IsMissing)
            return null;
        if (Utf8Parser.TryParse(_value.Span, out long value, out int consumed) && consumed == _value.Length)
            return value;

        throw Malformed("a 64-bit number");
    }

    /// <summary>The value as truth value: true if it says "true" in any letter case, as the Java decoder has it.</summary>
    /// <returns>The truth value, or null if the value is absent or empty.</returns>
    public bool? ToBoolean() => IsMissing ? null : Ascii.EqualsIgnoreCase(_value.Span, "true"u8);

    private bool IsMissing => _kind == HeaderFieldValueKind.Absent || _value.IsEmpty;

    private ProtocolException Malformed(string expected)
    {
        string value = Encoding.UTF8.GetString(_value.Span[..Math.Min(_value.Length, 64)]);
        return new($"The header field '{Encoding.UTF8.GetString(Key)}' holds '{value}' where {expected} was expected.");
    }
}
