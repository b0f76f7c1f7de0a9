using System.Buffers;
using System.Buffers.Text;

namespace RocketMq.Broker.Filtering.Evaluation;

/// <summary>
/// Numbers in texts as Java reads and compares them, which brokers do. Left out are digits of other scripts and hexadecimal floating
/// numbers, which Java would take, too: here they are no numbers.
/// </summary>
internal static class JavaNumbers
{
    // Only signs, digits, points and exponents: the parser of the framework also knows words that Java does not.
    private static readonly SearchValues<byte> InNumbers = SearchValues.Create("+-.0123456789eE"u8);

    /// <summary>An optional sign and decimal digits, within 32 bits; no blanks.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out int value)
    {
        var isParsed = TryParse(text, out long wide) && wide is >= int.MinValue and <= int.MaxValue;
        value = isParsed ? (int)wide : 0;
        return isParsed;
    }

    /// <summary>An optional sign and decimal digits, within 64 bits; no blanks.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out long value) =>
        Utf8Parser.TryParse(text, out value, out var read) && read == text.Length;

    /// <summary>A decimal floating number, blanks around it and a type letter behind it allowed, or NaN, or Infinity.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out double value)
    {
        text = TrimBlanks(text);
        var sign = !text.IsEmpty && text[0] is (byte)'+' or (byte)'-' ? 1 : 0;
        if (text[sign..].SequenceEqual("NaN"u8))
        {
            value = double.NaN;
            return true;
        }
        if (text[sign..].SequenceEqual("Infinity"u8))
        {
            value = text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
            return true;
        }
        if (!text.IsEmpty && text[^1] is (byte)'d' or (byte)'D' or (byte)'f' or (byte)'F')
            text = text[..^1];
        value = 0;
        return text.IndexOfAnyExcept(InNumbers) < 0 && Utf8Parser.TryParse(text, out value, out var read) && read == text.Length;
    }

    /// <summary>The order of Java: below zero comes -0.0, above everything NaN, which equals itself.</summary>
    public static int Compare(double left, double right)
    {
        if (left < right)
            return -1;
        if (left > right)
            return 1;
        return Bits(left).CompareTo(Bits(right));
    }

    private static long Bits(double value) => double.IsNaN(value) ? long.MaxValue : BitConverter.DoubleToInt64Bits(value);

    private static ReadOnlySpan<byte> TrimBlanks(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty && text[0] <= ' ')
            text = text[1..];
        while (!text.IsEmpty && text[^1] <= ' ')
            text = text[..^1];
        return text;
    }
}
