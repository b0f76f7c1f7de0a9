using System.Text;

namespace RocketMq.Protocol;

/// <summary>
/// Java's <c>String.hashCode</c>: tag codes of the consume queue, queue choice by key and heartbeat fingerprints depend on it.
/// </summary>
public static class TagCodes
{
    /// <summary>Hashes a text by its UTF-16 units.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The hash code Java computes.</returns>
    public static int JavaHash(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int hash = 0;
        foreach (char unit in text)
            hash = unchecked((31 * hash) + unit);

        return hash;
    }

    /// <summary>Hashes a text without decoding it into a string.</summary>
    /// <param name="utf8">The text as UTF-8.</param>
    /// <returns>The hash code Java computes.</returns>
    public static int JavaHash(ReadOnlySpan<byte> utf8)
    {
        int hash = 0;
        Span<char> units = stackalloc char[2];
        while (!utf8.IsEmpty)
        {
            if (utf8[0] < 0x80)
            {
                hash = unchecked((31 * hash) + utf8[0]);
                utf8 = utf8[1..];
                continue;
            }

            Rune.DecodeFromUtf8(utf8, out Rune rune, out int consumed);
            foreach (char unit in units[..rune.EncodeToUtf16(units)])
                hash = unchecked((31 * hash) + unit);
            utf8 = utf8[consumed..];
        }

        return hash;
    }
}
