using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using RocketMq.Protocol;

namespace RocketMq.Producing;

/// <summary>A message id without its string: the 32 hexadecimal digits of an IPv4 id as one number, anything else as text.</summary>
/// <remarks>Most programs never look at the ids of a receipt; two strings per message would be most of what a send allocates.</remarks>
internal readonly struct MessageIdText : IEquatable<MessageIdText>
{
    private const int DigitCount = 32;

    // In the text's place, to say that there are digits instead; a flag of its own would make every receipt larger.
    private static readonly object Number = new();

    private readonly ulong _high;
    private readonly ulong _low;
    private readonly object? _text;

    private MessageIdText(ulong high, ulong low)
    {
        _high = high;
        _low = low;
        _text = Number;
    }

    private MessageIdText(string? text) => _text = text;

    public bool IsAbsent => _text is null;

    public static MessageIdText From(string? text) =>
        text is { Length: DigitCount } && TryParse(Symbols(text), out MessageIdText id) ? id : new MessageIdText(text);

    public static MessageIdText From(Utf8Text text) =>
        text.TryGetUtf8(out ReadOnlySpan<byte> utf8) ? From(utf8) : From(text.ToStringOrNull());

    public static MessageIdText From(ReadOnlySpan<byte> utf8) =>
        utf8.Length == DigitCount && TryParse(utf8, out MessageIdText id) ? id : new MessageIdText(Encoding.UTF8.GetString(utf8));

    public bool Equals(MessageIdText other) => _high == other._high && _low == other._low && Equals(_text, other._text);

    public override bool Equals(object? obj) => obj is MessageIdText other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(_high, _low, _text);

    public override string ToString() =>
        ReferenceEquals(_text, Number)
            ? new UInt128(_high, _low).ToString("X32", CultureInfo.InvariantCulture)
            : (string?)_text ?? string.Empty;

    // Only upper-case digits: the text must come back exactly as it was.
    private static bool TryParse<T>(ReadOnlySpan<T> digits, out MessageIdText id)
        where T : unmanaged, IBinaryInteger<T>
    {
        ulong high = 0;
        ulong low = 0;
        for (int index = 0; index < DigitCount; index++)
        {
            int symbol = int.CreateTruncating(digits[index]);
            int digit = symbol switch
            {
                >= '0' and <= '9' => symbol - '0',
                >= 'A' and <= 'F' => symbol - 'A' + 10,
                _ => -1,
            };
            if (digit < 0)
            {
                id = default;
                return false;
            }
            if (index < DigitCount / 2)
                high = (high << 4) | (uint)digit;
            else
                low = (low << 4) | (uint)digit;
        }
        id = new MessageIdText(high, low);
        return true;
    }

    private static ReadOnlySpan<ushort> Symbols(ReadOnlySpan<char> text) => MemoryMarshal.Cast<char, ushort>(text);
}
