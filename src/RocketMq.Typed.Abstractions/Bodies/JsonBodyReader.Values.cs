using System.Globalization;
using System.Text.Json;

namespace RocketMq.Typed;

public static partial class JsonBodyReader
{
    /// <summary>Reads a text or null.</summary>
    /// <param name="reader">The reader.</param>
    /// <exception cref="BodyFormatException">Something else is here.</exception>
    public static string? ReadString(ref Utf8JsonReader reader) =>
        reader.TokenType switch
        {
            JsonTokenType.Null => null,
            JsonTokenType.String => GetText(ref reader),
            _ => throw Unexpected("a text", ref reader),
        };

    /// <summary>Reads a boolean.</summary>
    /// <param name="reader">The reader.</param>
    /// <exception cref="BodyFormatException">Something else is here.</exception>
    public static bool ReadBoolean(ref Utf8JsonReader reader) =>
        reader.TokenType is JsonTokenType.True or JsonTokenType.False ? reader.GetBoolean() : throw Unexpected("a boolean", ref reader);

    /// <summary>Reads a text of one UTF-16 unit.</summary>
    /// <param name="reader">The reader.</param>
    /// <exception cref="BodyFormatException">Something else is here.</exception>
    public static char ReadChar(ref Utf8JsonReader reader) =>
        ReadString(ref reader) is { Length: 1 } text ? text[0] : throw Unexpected("a text of one character", ref reader);

    /// <summary>Reads binary data from Base64, or null.</summary>
    /// <param name="reader">The reader.</param>
    /// <exception cref="BodyFormatException">Something else is here.</exception>
    public static byte[]? ReadBinary(ref Utf8JsonReader reader)
    {
        if (IsNull(ref reader))
            return null;
        return reader.TokenType == JsonTokenType.String && reader.TryGetBytesFromBase64(out byte[]? value)
            ? value
            : throw Unexpected("Base64 text", ref reader);
    }

    /// <summary>Reads a GUID.</summary>
    /// <param name="reader">The reader.</param>
    /// <exception cref="BodyFormatException">Something else is here.</exception>
    public static Guid ReadGuid(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String && reader.TryGetGuid(out Guid value) ? value : throw Unexpected("a GUID", ref reader);

    /// <summary>Reads a time in ISO 8601.</summary>
    /// <param name="reader">The reader.</param>
    /// <exception cref="BodyFormatException">Something else is here.</exception>
    public static DateTime ReadDateTime(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String && reader.TryGetDateTime(out DateTime value)
            ? value
            : throw Unexpected("a time in ISO 8601", ref reader);

    /// <summary>Reads a time with offset in ISO 8601.</summary>
    /// <param name="reader">The reader.</param>
    /// <exception cref="BodyFormatException">Something else is here.</exception>
    public static DateTimeOffset ReadDateTimeOffset(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out DateTimeOffset value)
            ? value
            : throw Unexpected("a time in ISO 8601", ref reader);

    /// <summary>Reads a time span of the form <c>[-][d.]hh:mm:ss[.fffffff]</c>.</summary>
    /// <param name="reader">The reader.</param>
    /// <exception cref="BodyFormatException">Something else is here.</exception>
    public static TimeSpan ReadTimeSpan(ref Utf8JsonReader reader) =>
        TimeSpan.TryParseExact(ReadString(ref reader), "c", CultureInfo.InvariantCulture, out TimeSpan value)
            ? value
            : throw Unexpected("a time span", ref reader);

    /// <summary>Reads a date of the form <c>yyyy-MM-dd</c>.</summary>
    /// <param name="reader">The reader.</param>
    /// <exception cref="BodyFormatException">Something else is here.</exception>
    public static DateOnly ReadDateOnly(ref Utf8JsonReader reader) =>
        DateOnly.TryParseExact(ReadString(ref reader), "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly value)
            ? value
            : throw Unexpected("a date", ref reader);

    /// <summary>Reads a time of day of the form <c>hh:mm[:ss[.fffffff]]</c>.</summary>
    /// <param name="reader">The reader.</param>
    /// <exception cref="BodyFormatException">Something else is here.</exception>
    public static TimeOnly ReadTimeOnly(ref Utf8JsonReader reader) =>
        TimeOnly.TryParse(ReadString(ref reader), CultureInfo.InvariantCulture, DateTimeStyles.None, out TimeOnly value)
            ? value
            : throw Unexpected("a time of day", ref reader);

    /// <summary>Reads the text of an enum: a name in any case, or names with commas.</summary>
    /// <typeparam name="T">The enum.</typeparam>
    /// <param name="reader">At a text; numbers are read with the underlying type.</param>
    /// <exception cref="BodyFormatException">The text is no name of the enum.</exception>
    public static T ReadEnumName<T>(ref Utf8JsonReader reader)
        where T : struct, Enum =>
        Enum.TryParse(ReadString(ref reader), ignoreCase: true, out T value)
            ? value
            : throw Unexpected($"a name of {typeof(T)}", ref reader);

    /// <summary>Turns a member's name into the key of a dictionary.</summary>
    /// <typeparam name="T">An integer type, <see cref="Guid"/> or <see cref="char"/>.</typeparam>
    /// <param name="name">The name.</param>
    /// <exception cref="BodyFormatException">The name is not such a key.</exception>
    public static T ParseKey<T>(string name)
        where T : IParsable<T> =>
        T.TryParse(name, CultureInfo.InvariantCulture, out T? key)
            ? key
            : throw new BodyFormatException($"'{name}' in the JSON body is not a key of type {typeof(T)}.");

    /// <summary>Turns a member's name into the key of a dictionary.</summary>
    /// <typeparam name="T">The enum.</typeparam>
    /// <param name="name">The name.</param>
    /// <exception cref="BodyFormatException">The name is not such a key.</exception>
    public static T ParseEnumKey<T>(string name)
        where T : struct, Enum =>
        Enum.TryParse(name, ignoreCase: true, out T key)
            ? key
            : throw new BodyFormatException($"'{name}' in the JSON body is not a key of type {typeof(T)}.");
}
