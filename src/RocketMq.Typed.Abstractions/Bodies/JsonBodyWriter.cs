using System.Globalization;
using System.Text.Json;

namespace RocketMq.Typed;

/// <summary>Writes members of JSON bodies where <see cref="Utf8JsonWriter"/> has no method of its own. Called by generated code; thread-safe.</summary>
public static class JsonBodyWriter
{
    // The longest text of a number or GUID that can be the key of a dictionary.
    private const int MaxKeyLength = 40;

    /// <summary>Begins an object.</summary>
    /// <param name="writer">Where to write.</param>
    /// <exception cref="BodyFormatException">The value nests deeper than <see cref="BodyLimits.MaxDepth"/>, as in a cycle.</exception>
    public static void StartObject(Utf8JsonWriter writer)
    {
        CheckDepth(writer);
        writer.WriteStartObject();
    }

    /// <summary>Begins an array.</summary>
    /// <param name="writer">Where to write.</param>
    /// <exception cref="BodyFormatException">The value nests deeper than <see cref="BodyLimits.MaxDepth"/>, as in a cycle.</exception>
    public static void StartArray(Utf8JsonWriter writer)
    {
        CheckDepth(writer);
        writer.WriteStartArray();
    }

    /// <summary>Writes a text of one UTF-16 unit.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="value">The value.</param>
    public static void WriteChar(Utf8JsonWriter writer, char value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue([value]);
    }

    /// <summary>Writes a number.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="BodyFormatException">The value is not finite, which JSON cannot express.</exception>
    public static void WriteSingle(Utf8JsonWriter writer, float value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (!float.IsFinite(value))
            throw NotFinite(value);
        writer.WriteNumberValue(value);
    }

    /// <summary>Writes a number.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="BodyFormatException">The value is not finite, which JSON cannot express.</exception>
    public static void WriteHalf(Utf8JsonWriter writer, Half value) => WriteSingle(writer, (float)value);

    /// <summary>Writes a number.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="BodyFormatException">The value is not finite, which JSON cannot express.</exception>
    public static void WriteDouble(Utf8JsonWriter writer, double value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (!double.IsFinite(value))
            throw NotFinite(value);
        writer.WriteNumberValue(value);
    }

    /// <summary>Writes a time span as <c>[-][d.]hh:mm:ss[.fffffff]</c>.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="value">The value.</param>
    public static void WriteTimeSpan(Utf8JsonWriter writer, TimeSpan value) => WriteText(writer, value, "c");

    /// <summary>Writes a date as <c>yyyy-MM-dd</c>.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="value">The value.</param>
    public static void WriteDateOnly(Utf8JsonWriter writer, DateOnly value) => WriteText(writer, value, "O");

    /// <summary>Writes a time of day as <c>hh:mm:ss[.fffffff]</c>.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="value">The value.</param>
    public static void WriteTimeOnly(Utf8JsonWriter writer, TimeOnly value) => WriteTimeSpan(writer, value.ToTimeSpan());

    /// <summary>Writes binary data in Base64; null for <see langword="null"/>.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="value">The value.</param>
    public static void WriteBinary(Utf8JsonWriter writer, byte[]? value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (value is null)
            writer.WriteNullValue();
        else
            writer.WriteBase64StringValue(value);
    }

    /// <summary>Writes binary data in Base64.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="value">The value.</param>
    public static void WriteBinary(Utf8JsonWriter writer, ReadOnlyMemory<byte> value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteBase64StringValue(value.Span);
    }

    /// <summary>Writes an enum by name, a set of flags as names with commas, a value without a name as a number.</summary>
    /// <typeparam name="T">The enum.</typeparam>
    /// <param name="writer">Where to write.</param>
    /// <param name="value">The value.</param>
    public static void WriteEnum<T>(Utf8JsonWriter writer, T value)
        where T : struct, Enum
    {
        ArgumentNullException.ThrowIfNull(writer);
        string text = value.ToString();
        if (char.IsAsciiDigit(text[0]) || text[0] == '-')
            writer.WriteRawValue(text, skipInputValidation: true);
        else
            writer.WriteStringValue(text);
    }

    /// <summary>Writes the key of a dictionary as the name of a member.</summary>
    /// <typeparam name="T">An integer type, <see cref="Guid"/> or <see cref="char"/>.</typeparam>
    /// <param name="writer">Where to write.</param>
    /// <param name="key">The key.</param>
    public static void WriteKey<T>(Utf8JsonWriter writer, T key)
        where T : ISpanFormattable
    {
        ArgumentNullException.ThrowIfNull(writer);
        Span<char> text = stackalloc char[MaxKeyLength];
        _ = key.TryFormat(text, out int length, default, CultureInfo.InvariantCulture);
        writer.WritePropertyName(text[..length]);
    }

    private static void WriteText<T>(Utf8JsonWriter writer, T value, ReadOnlySpan<char> format)
        where T : ISpanFormattable
    {
        ArgumentNullException.ThrowIfNull(writer);
        Span<char> text = stackalloc char[MaxKeyLength];
        _ = value.TryFormat(text, out int length, format, CultureInfo.InvariantCulture);
        writer.WriteStringValue(text[..length]);
    }

    private static void CheckDepth(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (writer.CurrentDepth >= BodyLimits.MaxDepth)
            throw new BodyFormatException(
                $"The value nests more than {BodyLimits.MaxDepth} objects and arrays; a cycle cannot be a message body."
            );
    }

    private static BodyFormatException NotFinite(double value) =>
        new($"JSON has no {value.ToString(CultureInfo.InvariantCulture)}; use BodyFormat.MessagePack for numbers that may not be finite.");
}
