using System.Buffers;
using System.Globalization;

namespace RocketMq.Protocol;

/// <summary>
/// Walks over JSON as fastjson writes and reads it: standard JSON plus unquoted keys, objects as keys, single quotes and stray
/// commas. It allocates nothing, never goes deeper than <see cref="MaxDepth"/>, and reports everything else as
/// <see cref="ProtocolException"/>.
/// </summary>
internal ref struct JsonCursor(ReadOnlySpan<byte> text)
{
    /// <summary>One bit per open container is kept while skipping, hence 64.</summary>
    public const int MaxDepth = 64;

    private static readonly SearchValues<byte> BareEnd = SearchValues.Create(",:{}[]\"' \t\r\n\f"u8);

    public ReadOnlySpan<byte> Text { get; } = text;

    public int Position { get; private set; }

    /// <summary>The next byte that is not white space, which stays unread.</summary>
    public byte Peek()
    {
        while (Position < Text.Length)
        {
            byte next = Text[Position];
            if (next is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)'\f'))
                return next;

            Position++;
        }

        throw new ProtocolException("The JSON text ends where a value, a comma or a closing bracket was expected.");
    }

    public bool TryConsume(byte expected)
    {
        if (Peek() != expected)
            return false;

        Position++;
        return true;
    }

    public void Expect(byte expected)
    {
        if (!TryConsume(expected))
            throw Unexpected($"'{(char)expected}'");
    }

    /// <summary>Moves past the separators before the next member or element; false at (and past) the closing bracket.</summary>
    public bool MoveToNext(byte closing)
    {
        while (TryConsume((byte)',')) { }

        return !TryConsume(closing);
    }

    /// <summary>Reads a text, a number, a word, or an unquoted key.</summary>
    public JsonToken ReadScalar()
    {
        byte first = Peek();
        if (first is (byte)'"' or (byte)'\'')
            return ReadQuoted(first);

        int length = Text[Position..].IndexOfAny(BareEnd);
        if (length < 0)
            length = Text.Length - Position;
        if (length == 0)
            throw Unexpected("a value");

        JsonToken token = new(Position, length, JsonTokenKind.Bare);
        Position += length;
        return token;
    }

    /// <summary>Reads a key and its colon; objects as keys must be read by the caller that expects them.</summary>
    public JsonToken ReadKey()
    {
        JsonToken key = ReadScalar();
        Expect((byte)':');
        return key;
    }

    /// <summary>Moves behind the next value, whatever it is, checking that its brackets match.</summary>
    public void SkipValue()
    {
        ulong openObjects = 0;
        int depth = 0;
        do
        {
            byte next = Peek();
            switch (next)
            {
                case (byte)'{' or (byte)'[':
                    CheckDepth(++depth);
                    openObjects = (openObjects << 1) | (next == (byte)'{' ? 1UL : 0UL);
                    Position++;
                    break;
                case (byte)'}' or (byte)']':
                    if (depth == 0 || (openObjects & 1) != (next == (byte)'}' ? 1UL : 0UL))
                        throw Unexpected("a value or a matching bracket");

                    openObjects >>= 1;
                    depth--;
                    Position++;
                    break;
                case (byte)',' or (byte)':':
                    if (depth == 0)
                        throw Unexpected("a value");

                    Position++;
                    break;
                default:
                    ReadScalar();
                    break;
            }
        } while (depth > 0);
    }

    public static void CheckDepth(int depth)
    {
        if (depth > MaxDepth)
            throw new ProtocolException($"The JSON text nests deeper than {MaxDepth} levels.");
    }

    public readonly ProtocolException Unexpected(string expected) =>
        Position < Text.Length
            ? new($"The JSON text has {Describe(Text[Position])} at byte {Position} where {expected} was expected.")
            : new($"The JSON text ends at byte {Position} where {expected} was expected.");

    private static string Describe(byte found) =>
        found is > 0x20 and < 0x7F ? $"'{(char)found}'" : string.Create(CultureInfo.InvariantCulture, $"byte 0x{found:X2}");

    private JsonToken ReadQuoted(byte quote)
    {
        int start = Position + 1;
        int end = start;
        JsonTokenKind kind = JsonTokenKind.Text;
        while (true)
        {
            int step = Text[end..].IndexOfAny(quote, (byte)'\\');
            if (step < 0)
                throw new ProtocolException($"The JSON text that begins at byte {start} is not closed.");

            end += step;
            if (Text[end] == quote)
                break;

            kind = JsonTokenKind.EscapedText;
            end += 2;
            if (end > Text.Length)
                throw new ProtocolException($"The JSON text ends inside of an escape sequence at byte {end - 2}.");
        }

        Position = end + 1;
        return new(start, end - start, kind);
    }
}
