using System.Buffers;
using System.Text;

namespace RocketMq.Protocol;

/// <summary>
/// The text message properties travel in: name, 0x01, value, 0x02, repeated. Readers tolerate a missing last separator, drop
/// members without name or value, and let the last of two members with the same name win.
/// </summary>
public static class PropertiesText
{
    /// <summary>The longest text a record and a header can carry, in bytes.</summary>
    public const int MaxLength = short.MaxValue;

    internal const byte NameEnd = 1;
    internal const byte ValueEnd = 2;

    /// <summary>Appends one property.</summary>
    /// <param name="output">Where to append.</param>
    /// <param name="name">The name; a separator inside of it breaks the text, as it does in Java.</param>
    /// <param name="value">The value; nothing is written if it is absent.</param>
    public static void Write(IBufferWriter<byte> output, Utf8Text name, Utf8Text value)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (value.IsAbsent)
            return;

        int nameLength = name.ByteCount;
        int valueLength = value.ByteCount;
        Span<byte> destination = output.GetSpan(nameLength + valueLength + 2);
        name.CopyTo(destination);
        destination[nameLength] = NameEnd;
        value.CopyTo(destination[(nameLength + 1)..]);
        destination[nameLength + 1 + valueLength] = ValueEnd;
        output.Advance(nameLength + valueLength + 2);
    }

    /// <summary>Enumerates the properties in wire order without allocating.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The enumerator, itself enumerable.</returns>
    public static PropertiesEnumerator Enumerate(ReadOnlySpan<byte> text) => new(text);

    /// <summary>Looks one property up.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">The name as UTF-8.</param>
    /// <param name="value">The value, a slice of the text.</param>
    /// <returns>Whether the property is there.</returns>
    public static bool TryGet(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        value = default;
        bool isFound = false;
        foreach (MessageProperty property in Enumerate(text))
        {
            if (!property.Name.SequenceEqual(name))
                continue;

            value = property.Value;
            isFound = true;
        }

        return isFound;
    }

    /// <summary>Copies the properties.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The values by name.</returns>
    public static Dictionary<string, string> Parse(ReadOnlySpan<byte> text)
    {
        Dictionary<string, string> properties = new(StringComparer.Ordinal);
        foreach (MessageProperty property in Enumerate(text))
            properties[Encoding.UTF8.GetString(property.Name)] = Encoding.UTF8.GetString(property.Value);

        return properties;
    }
}
