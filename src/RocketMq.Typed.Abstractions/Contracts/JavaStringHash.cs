using System.Globalization;
using System.Text;

namespace RocketMq.Typed;

/// <summary>Java's <c>String.hashCode</c>, on which RocketMQ's tag filters and keyed queue selection rest: <c>h = 31·h + unit</c> over UTF-16, 32 bits, wrapping.</summary>
/// <remarks>
/// The client's protocol layer has the same hash. It stands here again because an assembly of contracts needs nothing but this one; the same
/// values recorded from Java hold both to it.
/// </remarks>
public static class JavaStringHash
{
    // The longest text of a 64-bit integer ("-9223372036854775808") and of a GUID in D form.
    private const int MaxIntegerLength = 20;
    private const int GuidLength = 36;

    /// <summary>The hash of a text; 0 for the empty one.</summary>
    /// <param name="text">The text.</param>
    public static int Compute(ReadOnlySpan<char> text)
    {
        int hash = 0;
        foreach (char unit in text)
            hash = unchecked((31 * hash) + unit);
        return hash;
    }

    /// <summary>The hash of a text in UTF-8, equal to that of the decoded text; malformed parts count as U+FFFD.</summary>
    /// <param name="utf8">The text's bytes.</param>
    public static int Compute(ReadOnlySpan<byte> utf8)
    {
        int hash = 0;
        for (int i = 0; i < utf8.Length; )
        {
            if (utf8[i] < 0x80)
            {
                hash = unchecked((31 * hash) + utf8[i++]);
                continue;
            }

            _ = Rune.DecodeFromUtf8(utf8[i..], out Rune rune, out int consumed);
            i += consumed;
            hash = Add(hash, rune);
        }

        return hash;
    }

    /// <summary>The hash of an integer's decimal text.</summary>
    /// <param name="value">The integer.</param>
    public static int Compute(long value)
    {
        Span<char> text = stackalloc char[MaxIntegerLength];
        _ = value.TryFormat(text, out int length, provider: CultureInfo.InvariantCulture);
        return Compute(text[..length]);
    }

    /// <summary>The hash of an integer's decimal text.</summary>
    /// <param name="value">The integer.</param>
    public static int Compute(ulong value)
    {
        Span<char> text = stackalloc char[MaxIntegerLength];
        _ = value.TryFormat(text, out int length, provider: CultureInfo.InvariantCulture);
        return Compute(text[..length]);
    }

    /// <summary>The hash of a GUID's lower-case <c>D</c> text, which is Java's <c>UUID.toString</c>.</summary>
    /// <param name="value">The GUID.</param>
    public static int Compute(Guid value)
    {
        Span<char> text = stackalloc char[GuidLength];
        _ = value.TryFormat(text, out int length, "D");
        return Compute(text[..length]);
    }

    /// <summary>The index that Java's <c>SelectMessageQueueByHash</c> takes among sorted queues: <c>|hash % queueCount|</c>.</summary>
    /// <param name="hash">The key's hash.</param>
    /// <param name="queueCount">How many queues there are, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="queueCount"/> is less than 1.</exception>
    public static int SelectQueue(int hash, int queueCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(queueCount, 1);
        return Math.Abs(hash % queueCount);
    }

    private static int Add(int hash, Rune rune)
    {
        Span<char> units = stackalloc char[2];
        int count = rune.EncodeToUtf16(units);
        for (int i = 0; i < count; i++)
            hash = unchecked((31 * hash) + units[i]);
        return hash;
    }
}
