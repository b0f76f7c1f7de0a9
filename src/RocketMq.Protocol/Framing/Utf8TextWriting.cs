using System.Buffers;
using System.Text;

namespace RocketMq.Protocol;

/// <summary>Appending texts to a frame, from either form they can be held in.</summary>
internal static class Utf8TextWriting
{
    /// <summary>Appends the text: as it is to a binary header, with JSON escape sequences to a JSON header.</summary>
    public static void Write(GrowableBuffer output, Utf8Text text, HeaderFormat format)
    {
        if (text.TryGetUtf8(out ReadOnlySpan<byte> utf8))
        {
            if (format == HeaderFormat.Json)
                JsonEscapes.Write(output, utf8);
            else
                output.Write(utf8);
            return;
        }

        Write(output, text.ToString(), format);
    }

    private static void Write(GrowableBuffer output, string text, HeaderFormat format)
    {
        if (format == HeaderFormat.Binary)
        {
            output.Advance(Encoding.UTF8.GetBytes(text, output.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length))));
            return;
        }

        int maxLength = Encoding.UTF8.GetMaxByteCount(text.Length);
        byte[]? rented = maxLength <= 512 ? null : ArrayPool<byte>.Shared.Rent(maxLength);
        Span<byte> buffer = rented ?? stackalloc byte[512];
        JsonEscapes.Write(output, buffer[..Encoding.UTF8.GetBytes(text, buffer)]);
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
    }
}
