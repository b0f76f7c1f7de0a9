using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace RocketMq.Protocol;

/// <summary>
/// Typed values as lenient as fastjson reads them: numbers and truth values may be quoted, null and empty texts count as missing,
/// enums come by name in any letter case or by ordinal.
/// </summary>
internal static class JsonReading
{
    /// <summary>Bounds what a small body can make a reader allocate.</summary>
    private const int MaxElements = 1_000_000;

    /// <summary>Moves to the value of the next member of an object whose brace is consumed; false behind the last member.</summary>
    public static bool TryReadName(this ref JsonCursor json, out ReadOnlySpan<byte> name)
    {
        name = default;
        if (!json.MoveToNext((byte)'}'))
            return false;

        JsonToken key = json.ReadKey();
        name = key.In(json.Text);
        if (key.Kind == JsonTokenKind.EscapedText)
            name = JsonEscapes.Unescape(name);

        return true;
    }

    public static bool Is(this ReadOnlySpan<byte> name, ReadOnlySpan<byte> expected) => Ascii.EqualsIgnoreCase(name, expected);

    public static bool TryReadNull(this ref JsonCursor json)
    {
        if (json.Peek() != (byte)'n')
            return false;

        JsonCursor ahead = json;
        if (!ahead.ReadScalar().IsNull(json.Text))
            return false;

        json = ahead;
        return true;
    }

    public static string? ReadText(this ref JsonCursor json)
    {
        JsonToken token = json.ReadScalar();
        return token.IsNull(json.Text) ? null : token.ToText(json.Text);
    }

    public static string ToText(this JsonToken token, ReadOnlySpan<byte> text) =>
        Encoding.UTF8.GetString(token.Kind == JsonTokenKind.EscapedText ? JsonEscapes.Unescape(token.In(text)) : token.In(text));

    public static int ReadInt32(this ref JsonCursor json)
    {
        long value = json.ReadInt64();
        if (value is < int.MinValue or > int.MaxValue)
            throw new ProtocolException($"The JSON text holds {value} where a 32-bit number was expected.");

        return (int)value;
    }

    public static long ReadInt64(this ref JsonCursor json)
    {
        JsonToken token = json.ReadScalar();
        ReadOnlySpan<byte> value = token.In(json.Text);
        if (value.IsEmpty || token.IsNull(json.Text))
            return 0;
        if (Utf8Parser.TryParse(value, out long number, out int consumed) && consumed == value.Length)
            return number;

        throw Malformed(token, json.Text, "a number");
    }

    public static double ReadDouble(this ref JsonCursor json)
    {
        JsonToken token = json.ReadScalar();
        ReadOnlySpan<byte> value = token.In(json.Text);
        if (value.IsEmpty || token.IsNull(json.Text))
            return 0;
        if (double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
            return number;

        throw Malformed(token, json.Text, "a number");
    }

    public static bool ReadBoolean(this ref JsonCursor json)
    {
        ReadOnlySpan<byte> value = json.ReadScalar().In(json.Text);
        return Ascii.EqualsIgnoreCase(value, "true"u8) || value.SequenceEqual("1"u8);
    }

    /// <summary>Reads a name or an ordinal; anything unknown gives the fallback, as an unknown name becomes null in Java.</summary>
    public static int ReadOrdinal(this ref JsonCursor json, ReadOnlySpan<string> names, int fallback)
    {
        ReadOnlySpan<byte> value = json.ReadScalar().In(json.Text);
        if (Utf8Parser.TryParse(value, out int ordinal, out int consumed) && consumed == value.Length)
            return ordinal >= 0 && ordinal < names.Length ? ordinal : fallback;

        for (int i = 0; i < names.Length; i++)
        {
            if (Ascii.EqualsIgnoreCase(value, names[i]))
                return i;
        }

        return fallback;
    }

    /// <summary>Reads an array; null gives none, and null elements are left out.</summary>
    public static List<T> ReadList<T>(this ref JsonCursor json, JsonRead<T> readElement)
    {
        List<T> list = [];
        if (json.TryReadNull())
            return list;

        json.Expect((byte)'[');
        while (json.MoveToNext((byte)']'))
        {
            CheckCount(list.Count);
            if (!json.TryReadNull())
                list.Add(readElement(ref json));
        }

        return list;
    }

    /// <summary>Reads an object with texts as keys; null gives an empty map.</summary>
    public static Dictionary<string, T> ReadMap<T>(this ref JsonCursor json, JsonRead<T> readValue)
    {
        Dictionary<string, T> map = new(StringComparer.Ordinal);
        if (json.TryReadNull())
            return map;

        json.Expect((byte)'{');
        while (json.MoveToNext((byte)'}'))
        {
            CheckCount(map.Count);
            string key = json.ReadKey().ToText(json.Text);
            if (!json.TryReadNull())
                map[key] = readValue(ref json);
        }

        return map;
    }

    /// <summary>Reads an object with numbers as keys, quoted or not; null gives an empty map.</summary>
    public static SortedDictionary<long, T> ReadNumberMap<T>(this ref JsonCursor json, JsonRead<T> readValue)
    {
        SortedDictionary<long, T> map = [];
        if (json.TryReadNull())
            return map;

        json.Expect((byte)'{');
        while (json.MoveToNext((byte)'}'))
        {
            CheckCount(map.Count);
            long key = json.ReadInt64();
            json.Expect((byte)':');
            if (!json.TryReadNull())
                map[key] = readValue(ref json);
        }

        return map;
    }

    /// <summary>
    /// Reads an object with queues as keys: objects in place of a text (fastjson's own form) or texts that hold such an object
    /// (its standard form). Null gives an empty map.
    /// </summary>
    public static Dictionary<MessageQueue, T> ReadQueueMap<T>(this ref JsonCursor json, JsonRead<T> readValue)
    {
        Dictionary<MessageQueue, T> map = [];
        if (json.TryReadNull())
            return map;

        json.Expect((byte)'{');
        while (json.MoveToNext((byte)'}'))
        {
            CheckCount(map.Count);
            MessageQueue key = ReadQueueKey(ref json);
            json.Expect((byte)':');
            if (!json.TryReadNull())
                map[key] = readValue(ref json);
        }

        return map;
    }

    public static MessageQueue ReadQueue(this ref JsonCursor json)
    {
        string topic = string.Empty;
        string brokerName = string.Empty;
        int queueId = 0;
        json.Expect((byte)'{');
        while (json.TryReadName(out ReadOnlySpan<byte> name))
        {
            if (name.Is("topic"u8))
                topic = json.ReadText() ?? string.Empty;
            else if (name.Is("brokerName"u8))
                brokerName = json.ReadText() ?? string.Empty;
            else if (name.Is("queueId"u8))
                queueId = json.ReadInt32();
            else
                json.SkipValue();
        }

        return new(topic, brokerName, queueId);
    }

    public static void CheckCount(int count)
    {
        if (count >= MaxElements)
            throw new ProtocolException($"A JSON body holds a list or map of more than {MaxElements} elements.");
    }

    private static MessageQueue ReadQueueKey(ref JsonCursor json)
    {
        if (json.Peek() == (byte)'{')
            return json.ReadQueue();

        JsonToken token = json.ReadScalar();
        ReadOnlySpan<byte> text = token.In(json.Text);
        JsonCursor inner = new(token.Kind == JsonTokenKind.EscapedText ? JsonEscapes.Unescape(text) : text);
        return inner.ReadQueue();
    }

    private static ProtocolException Malformed(JsonToken token, ReadOnlySpan<byte> text, string expected) =>
        new(
            $"The JSON text holds '{Encoding.UTF8.GetString(token.In(text)[..Math.Min(token.Length, 64)])}' where {expected} was expected."
        );
}
