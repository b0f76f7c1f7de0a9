using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace RocketMq.Typed;

public static partial class JsonBodyReader
{
    /// <summary>Reads an integer, also from a text.</summary>
    /// <param name="reader">The reader.</param>
    /// <exception cref="BodyFormatException">Something else is here, or it does not fit.</exception>
    public static byte ReadByte(ref Utf8JsonReader reader) => ReadNumber<byte>(ref reader, NumberStyles.AllowLeadingSign);

    /// <summary>Reads an integer, also from a text.</summary>
    /// <param name="reader">The reader.</param>
    /// <exception cref="BodyFormatException">Something else is here, or it does not fit.</exception>
    public static sbyte ReadSByte(ref Utf8JsonReader reader) => ReadNumber<sbyte>(ref reader, NumberStyles.AllowLeadingSign);

    /// <summary>Reads an integer, also from a text.</summary>
    /// <param name="reader">The reader.</param>
    /// <exception cref="BodyFormatException">Something else is here, or it does not fit.</exception>
    public static short ReadInt16(ref Utf8JsonReader reader) => ReadNumber<short>(ref reader, NumberStyles.AllowLeadingSign);

    /// <summary>Reads an integer, also from a text.</summary>
    /// <param name="reader">The reader.</param>
    /// <exception cref="BodyFormatException">Something else is here, or it does not fit.</exception>
    public static ushort ReadUInt16(ref Utf8JsonReader reader) => ReadNumber<ushort>(ref reader, NumberStyles.AllowLeadingSign);

    /// <summary>Reads an integer, also from a text.</summary>
    /// <param name="reader">The reader.</param>
    /// <exception cref="BodyFormatException">Something else is here, or it does not fit.</exception>
    public static int ReadInt32(ref Utf8JsonReader reader) => ReadNumber<int>(ref reader, NumberStyles.AllowLeadingSign);

    /// <summary>Reads an integer, also from a text.</summary>
    /// <param name="reader">The reader.</param>
    /// <exception cref="BodyFormatException">Something else is here, or it does not fit.</exception>
    public static uint ReadUInt32(ref Utf8JsonReader reader) => ReadNumber<uint>(ref reader, NumberStyles.AllowLeadingSign);

    /// <summary>Reads an integer, also from a text.</summary>
    /// <param name="reader">The reader.</param>
    /// <exception cref="BodyFormatException">Something else is here, or it does not fit.</exception>
    public static long ReadInt64(ref Utf8JsonReader reader) => ReadNumber<long>(ref reader, NumberStyles.AllowLeadingSign);

    /// <summary>Reads an integer, also from a text.</summary>
    /// <param name="reader">The reader.</param>
    /// <exception cref="BodyFormatException">Something else is here, or it does not fit.</exception>
    public static ulong ReadUInt64(ref Utf8JsonReader reader) => ReadNumber<ulong>(ref reader, NumberStyles.AllowLeadingSign);

    /// <summary>Reads a number, also from a text.</summary>
    /// <param name="reader">The reader.</param>
    /// <exception cref="BodyFormatException">Something else is here.</exception>
    public static Half ReadHalf(ref Utf8JsonReader reader) => ReadNumber<Half>(ref reader, NumberStyles.Float);

    /// <summary>Reads a number, also from a text.</summary>
    /// <param name="reader">The reader.</param>
    /// <exception cref="BodyFormatException">Something else is here.</exception>
    public static float ReadSingle(ref Utf8JsonReader reader) => ReadNumber<float>(ref reader, NumberStyles.Float);

    /// <summary>Reads a number, also from a text.</summary>
    /// <param name="reader">The reader.</param>
    /// <exception cref="BodyFormatException">Something else is here.</exception>
    public static double ReadDouble(ref Utf8JsonReader reader) => ReadNumber<double>(ref reader, NumberStyles.Float);

    /// <summary>Reads a number, also from a text.</summary>
    /// <param name="reader">The reader.</param>
    /// <exception cref="BodyFormatException">Something else is here, or it does not fit.</exception>
    public static decimal ReadDecimal(ref Utf8JsonReader reader) => ReadNumber<decimal>(ref reader, NumberStyles.Float);

    // A text with escapes keeps its backslashes here and so is no number: nobody escapes digits.
    private static T ReadNumber<T>(ref Utf8JsonReader reader, NumberStyles style)
        where T : INumberBase<T> =>
        reader.TokenType is JsonTokenType.Number or JsonTokenType.String
        && T.TryParse(reader.ValueSpan, style, CultureInfo.InvariantCulture, out T? value)
        && T.IsFinite(value)
            ? value
            : throw Unexpected($"a number of type {typeof(T).Name}", ref reader);
}
