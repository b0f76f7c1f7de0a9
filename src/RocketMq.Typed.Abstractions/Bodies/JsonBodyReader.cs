using System.Text;
using System.Text.Json;

namespace RocketMq.Typed;

/// <summary>Reads members of JSON bodies: exact types, numbers also from texts, names also in other case. Called by generated code; thread-safe.</summary>
/// <remarks>Every method reads the token that the reader stands on; failures are <see cref="BodyFormatException"/>, or <see cref="JsonException"/> for text that is not JSON.</remarks>
public static partial class JsonBodyReader
{
    /// <summary>Checks that an object begins here.</summary>
    /// <param name="reader">The reader.</param>
    /// <exception cref="BodyFormatException">Something else is here.</exception>
    public static void StartObject(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw Unexpected("an object", ref reader);
    }

    /// <summary>Checks that an array begins here.</summary>
    /// <param name="reader">The reader.</param>
    /// <exception cref="BodyFormatException">Something else is here.</exception>
    public static void StartArray(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw Unexpected("an array", ref reader);
    }

    /// <summary>Goes to the next member of an object.</summary>
    /// <param name="reader">At the object's start, or at the end of its previous member; then at the member's name or the object's end.</param>
    /// <returns>Whether there is a member.</returns>
    public static bool NextMember(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    /// <summary>Goes to the next element of an array.</summary>
    /// <param name="reader">At the array's start, or at the end of its previous element; then at the element or the array's end.</param>
    /// <returns>Whether there is an element.</returns>
    public static bool NextElement(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType != JsonTokenType.EndArray;

    /// <summary>Goes to a member's value if the member has this name, in any case of ASCII letters.</summary>
    /// <param name="reader">At the member's name.</param>
    /// <param name="name">The name in UTF-8.</param>
    /// <returns>Whether it has.</returns>
    public static bool TryMember(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) =>
        NameIs(ref reader, name, ignoreCase: true) && reader.Read();

    /// <summary>Goes to a member's value if the member has exactly this name; for contracts with names that differ only by case.</summary>
    /// <param name="reader">At the member's name.</param>
    /// <param name="name">The name in UTF-8.</param>
    /// <returns>Whether it has.</returns>
    public static bool TryExactMember(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) =>
        NameIs(ref reader, name, ignoreCase: false) && reader.Read();

    /// <summary>Skips a member that the contract does not know.</summary>
    /// <param name="reader">At the member's name; then at the end of its value.</param>
    public static void SkipMember(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }

    /// <summary>Reads a member's name as text, then goes to its value.</summary>
    /// <param name="reader">At the member's name.</param>
    /// <exception cref="BodyFormatException">The name has a lone surrogate.</exception>
    public static string ReadName(ref Utf8JsonReader reader)
    {
        string name = GetText(ref reader);
        reader.Read();
        return name;
    }

    /// <summary>Whether null is here.</summary>
    /// <param name="reader">The reader.</param>
    public static bool IsNull(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.Null;

    private static bool NameIs(ref Utf8JsonReader reader, ReadOnlySpan<byte> name, bool ignoreCase)
    {
        if (reader.ValueIsEscaped)
            return string.Equals(
                GetText(ref reader),
                Encoding.UTF8.GetString(name),
                ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal
            );
        return name.SequenceEqual(reader.ValueSpan) || (ignoreCase && Ascii.EqualsIgnoreCase(reader.ValueSpan, name));
    }

    private static string GetText(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException invalid)
        {
            throw new BodyFormatException($"The text before byte {reader.BytesConsumed} of the JSON body is not valid Unicode.", invalid);
        }
    }

    private static BodyFormatException Unexpected(string expected, ref Utf8JsonReader reader) =>
        new($"{expected} was expected before byte {reader.BytesConsumed} of the JSON body, but there is {NameOf(reader.TokenType)}.");

    private static string NameOf(JsonTokenType token) =>
        token switch
        {
            JsonTokenType.Null => "null",
            JsonTokenType.True or JsonTokenType.False => "a boolean",
            JsonTokenType.Number => "a number of another type or range",
            JsonTokenType.String => "a text that does not fit",
            JsonTokenType.StartArray => "an array",
            JsonTokenType.StartObject => "an object",
            _ => "the end of a value",
        };
}
