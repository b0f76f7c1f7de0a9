using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace RocketMq.Typed;

public ref partial struct MessagePackBodyReader
{
    private const int MaxDecimalLength = 64;

    /// <summary>Reads a text; <see langword="null"/> for nil. Malformed UTF-8 reads as U+FFFD.</summary>
    /// <exception cref="BodyFormatException">Something else comes next.</exception>
    public string? ReadString() => TryReadNil() ? null : Encoding.UTF8.GetString(ReadUtf8String());

    /// <summary>Reads a text that may not be nil, such as the key of a dictionary.</summary>
    /// <exception cref="BodyFormatException">Something else comes next.</exception>
    public string ReadRequiredString() => Encoding.UTF8.GetString(ReadUtf8String());

    /// <summary>Reads a text's bytes; they lie in the body.</summary>
    /// <exception cref="BodyFormatException">Something else comes next.</exception>
    public ReadOnlySpan<byte> ReadUtf8String()
    {
        byte code = Peek();
        if (TryReadStringLength(code, out uint length))
            return Take(length);
        throw Unexpected("a string", code);
    }

    /// <summary>Reads the key of a map; anything that is not a text is skipped.</summary>
    /// <param name="key">The text's bytes; they lie in the body.</param>
    /// <returns>Whether the key is a text.</returns>
    /// <exception cref="BodyFormatException">The body ends here.</exception>
    public bool TryReadKey(out ReadOnlySpan<byte> key)
    {
        if (TryReadStringLength(Peek(), out uint length))
        {
            key = Take(length);
            return true;
        }

        Skip();
        key = default;
        return false;
    }

    /// <summary>Reads binary data into an array of its own; <see langword="null"/> for nil. A text gives its bytes, an array of integers its elements.</summary>
    /// <exception cref="BodyFormatException">Something else comes next.</exception>
    public byte[]? ReadBinary()
    {
        byte code = Peek();
        if (TryReadNil())
            return null;
        if (TryReadBinaryLength(code, out uint length) || TryReadStringLength(code, out length))
            return Take(length).ToArray();
        if ((code & 0xf0) != MessagePackCode.FixArray && code is not (MessagePackCode.Array16 or MessagePackCode.Array32))
            throw Unexpected("binary data", code);
        byte[] elements = new byte[ReadArrayHeader()];
        for (int i = 0; i < elements.Length; i++)
            elements[i] = ReadByte();
        return elements;
    }

    /// <summary>Reads a GUID from its text.</summary>
    /// <exception cref="BodyFormatException">Something else comes next.</exception>
    public Guid ReadGuid()
    {
        ReadOnlySpan<byte> text = ReadUtf8String();
        return Guid.TryParse(text, CultureInfo.InvariantCulture, out Guid value) ? value : throw NotA("GUID", text);
    }

    /// <summary>Reads a decimal from its invariant text.</summary>
    /// <exception cref="BodyFormatException">Something else comes next.</exception>
    public decimal ReadDecimal()
    {
        ReadOnlySpan<byte> text = ReadUtf8String();
        return decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out decimal value)
            ? value
            : throw NotA("decimal", text);
    }

    private bool TryReadStringLength(byte code, out uint length)
    {
        if ((code & 0xe0) == MessagePackCode.FixStr)
        {
            _position++;
            length = (uint)(code & MessagePackCode.MaxFixStr);
            return true;
        }

        return TryReadLength(code, MessagePackCode.Str8, out length);
    }

    private bool TryReadBinaryLength(byte code, out uint length) => TryReadLength(code, MessagePackCode.Bin8, out length);

    // Strings, binary data and extensions have three codes in a row for lengths of 8, 16 and 32 bits.
    private bool TryReadLength(byte code, byte code8, out uint length)
    {
        switch (code - code8)
        {
            case 0:
                length = TakeAfterCode(1)[0];
                return true;
            case 1:
                length = BinaryPrimitives.ReadUInt16BigEndian(TakeAfterCode(2));
                return true;
            case 2:
                length = BinaryPrimitives.ReadUInt32BigEndian(TakeAfterCode(4));
                return true;
            default:
                length = 0;
                return false;
        }
    }

    private readonly BodyFormatException NotA(string type, ReadOnlySpan<byte> text) =>
        new(
            $"The text before byte {_position} is not a {type}: '{Encoding.UTF8.GetString(text[..Math.Min(text.Length, MaxDecimalLength)])}'."
        );
}
