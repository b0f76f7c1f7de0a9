using System.Text;

namespace RocketMq.Protocol;

/// <summary>
/// Text that is held either as a string or as UTF-8 bytes: a slice of a received frame (valid as long as the frame is) or a
/// constant encoded once. The default value is an absent text, which is not the same as an empty one. Equality compares content,
/// whatever the form.
/// </summary>
public readonly struct Utf8Text : IEquatable<Utf8Text>
{
    private readonly string? _text;
    private readonly ReadOnlyMemory<byte> _utf8;

    private Utf8Text(string? text, ReadOnlyMemory<byte> utf8)
    {
        _text = text;
        _utf8 = utf8;
    }

    /// <summary>Whether there is no text at all.</summary>
    public bool IsAbsent => _text is null && _utf8.IsEmpty;

    /// <summary>Whether the text is absent or has no characters.</summary>
    public bool IsEmpty => string.IsNullOrEmpty(_text) && _utf8.IsEmpty;

    /// <summary>The length in UTF-8 bytes; 0 if absent.</summary>
    public int ByteCount => _text is null ? _utf8.Length : Encoding.UTF8.GetByteCount(_text);

    /// <summary>Wraps UTF-8 bytes without copying; no bytes make an empty text, not an absent one.</summary>
    /// <param name="utf8">The bytes, unchanged for as long as the text is used.</param>
    /// <returns>The text.</returns>
    public static Utf8Text FromUtf8(ReadOnlyMemory<byte> utf8) => utf8.IsEmpty ? new(string.Empty, default) : new(null, utf8);

    /// <summary>Encodes a text once, for repeated use.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The same text as UTF-8.</returns>
    public static Utf8Text Encode(string text) => FromUtf8(Encoding.UTF8.GetBytes(text));

    /// <summary>Wraps a string; null makes an absent text.</summary>
    /// <param name="text">The text or null.</param>
    public static implicit operator Utf8Text(string? text) => FromString(text);

    /// <summary>Wraps a string; null makes an absent text.</summary>
    /// <param name="text">The text or null.</param>
    /// <returns>The text.</returns>
    public static Utf8Text FromString(string? text) => new(text, default);

    /// <summary>Compares content.</summary>
    /// <param name="left">One text.</param>
    /// <param name="right">Another.</param>
    public static bool operator ==(Utf8Text left, Utf8Text right) => left.Equals(right);

    /// <summary>Compares content.</summary>
    /// <param name="left">One text.</param>
    /// <param name="right">Another.</param>
    public static bool operator !=(Utf8Text left, Utf8Text right) => !left.Equals(right);

    /// <summary>Gives the bytes if the text is held as UTF-8, or is empty or absent.</summary>
    /// <param name="utf8">The bytes.</param>
    /// <returns>False if the text is held as a string.</returns>
    public bool TryGetUtf8(out ReadOnlySpan<byte> utf8)
    {
        utf8 = _utf8.Span;
        return string.IsNullOrEmpty(_text);
    }

    /// <summary>How many bytes <see cref="CopyTo"/> may need at most; found without looking at the characters.</summary>
    internal int MaxByteCount => _text is null ? _utf8.Length : Encoding.UTF8.GetMaxByteCount(_text.Length);

    /// <summary>Gives the text as UTF-8 memory; encodes (and allocates) if it is held as a string.</summary>
    /// <returns>The bytes; none if empty or absent.</returns>
    public ReadOnlyMemory<byte> ToUtf8() => string.IsNullOrEmpty(_text) ? _utf8 : Encoding.UTF8.GetBytes(_text);

    /// <summary>Copies the text as UTF-8.</summary>
    /// <param name="destination">At least <see cref="ByteCount"/> bytes.</param>
    /// <returns>The number of bytes written.</returns>
    public int CopyTo(Span<byte> destination)
    {
        if (_text is not null)
            return Encoding.UTF8.GetBytes(_text, destination);

        _utf8.Span.CopyTo(destination);
        return _utf8.Length;
    }

    /// <summary>The text; empty if absent. Bytes that are no UTF-8 become U+FFFD.</summary>
    /// <returns>The text as a string.</returns>
    public override string ToString() => _text ?? Encoding.UTF8.GetString(_utf8.Span);

    /// <summary>The text, or null if absent.</summary>
    /// <returns>The text as a string or null.</returns>
    public string? ToStringOrNull() => IsAbsent ? null : ToString();

    /// <summary>Compares content; an absent text equals only another absent one.</summary>
    /// <param name="other">The other text.</param>
    /// <returns>Whether both hold the same characters.</returns>
    public bool Equals(Utf8Text other)
    {
        if (IsAbsent != other.IsAbsent)
            return false;
        if (_text is null)
            return other.Equals(_utf8.Span);

        return other._text is null ? Equals(other._utf8.Span) : string.Equals(_text, other._text, StringComparison.Ordinal);
    }

    /// <summary>Compares content with UTF-8 bytes.</summary>
    /// <param name="utf8">The bytes.</param>
    /// <returns>Whether the text holds exactly these.</returns>
    public bool Equals(ReadOnlySpan<byte> utf8)
    {
        if (_text is null)
            return _utf8.Span.SequenceEqual(utf8);
        if (Ascii.IsValid(utf8))
            return Ascii.Equals(utf8, _text);

        return EqualsNonAscii(_text, utf8);
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Utf8Text other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        if (_text is null)
        {
            ReadOnlySpan<byte> rest = _utf8.Span;
            while (!rest.IsEmpty)
            {
                Rune.DecodeFromUtf8(rest, out Rune rune, out int consumed);
                hash.Add(rune.Value);
                rest = rest[consumed..];
            }
        }
        else
        {
            foreach (Rune rune in _text.EnumerateRunes())
                hash.Add(rune.Value);
        }

        return hash.ToHashCode();
    }

    private static bool EqualsNonAscii(string text, ReadOnlySpan<byte> utf8)
    {
        Span<byte> encoded = stackalloc byte[4];
        foreach (Rune rune in text.EnumerateRunes())
        {
            ReadOnlySpan<byte> expected = encoded[..rune.EncodeToUtf8(encoded)];
            if (!utf8.StartsWith(expected))
                return false;

            utf8 = utf8[expected.Length..];
        }

        return utf8.IsEmpty;
    }
}
