using System.Buffers.Binary;

namespace RocketMq.Protocol;

/// <summary>Walks over the fields of a received header without allocating (JSON keys with escape sequences excepted).</summary>
public ref struct HeaderFieldEnumerator
{
    private readonly ReadOnlyMemory<byte> _fields;
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly HeaderFormat _format;
    private JsonCursor _json;
    private int _position;

    internal HeaderFieldEnumerator(ReadOnlyMemory<byte> fields, HeaderFormat format)
    {
        _fields = fields;
        _bytes = fields.Span;
        _format = format;
        if (format == HeaderFormat.Json && !fields.IsEmpty)
        {
            _json = new JsonCursor(_bytes);
            _json.Expect((byte)'{');
        }
    }

    /// <summary>The field the enumerator stands at.</summary>
    public HeaderField Current { get; private set; }

    /// <summary>Moves to the next field.</summary>
    /// <returns>False behind the last field.</returns>
    /// <exception cref="ProtocolException">The next field is malformed.</exception>
    public bool MoveNext()
    {
        if (_bytes.IsEmpty)
            return false;

        return _format == HeaderFormat.Binary ? MoveNextBinary() : MoveNextJson();
    }

    private bool MoveNextBinary()
    {
        if (_position == _bytes.Length)
            return false;

        int keyLength = _bytes.Length - _position < sizeof(short) ? -1 : BinaryPrimitives.ReadInt16BigEndian(_bytes[_position..]);
        _position += sizeof(short);
        if (keyLength < 0 || keyLength > _bytes.Length - _position - sizeof(int))
            throw Malformed("key");

        ReadOnlySpan<byte> key = _bytes.Slice(_position, keyLength);
        _position += keyLength;
        int valueLength = BinaryPrimitives.ReadInt32BigEndian(_bytes[_position..]);
        _position += sizeof(int);
        if (valueLength < 0 || valueLength > _bytes.Length - _position)
            throw Malformed("value");

        // The binary form cannot tell an empty value from none; Java reads none.
        Current = new(
            key,
            _fields.Slice(_position, valueLength),
            valueLength == 0 ? HeaderFieldValueKind.Absent : HeaderFieldValueKind.Plain
        );
        _position += valueLength;
        return true;
    }

    private bool MoveNextJson()
    {
        if (_position < 0 || !_json.MoveToNext((byte)'}'))
        {
            _position = -1;
            return false;
        }

        JsonToken key = _json.ReadKey();
        ReadOnlySpan<byte> name = key.In(_bytes);
        if (key.Kind == JsonTokenKind.EscapedText)
            name = JsonEscapes.Unescape(name);

        if (_json.Peek() is (byte)'{' or (byte)'[')
        {
            // Java takes a nested value as its text.
            int start = _json.Position;
            _json.SkipValue();
            Current = new(name, _fields[start.._json.Position], HeaderFieldValueKind.Plain);
            return true;
        }

        JsonToken value = _json.ReadScalar();
        Current = new(name, _fields.Slice(value.Start, value.Length), KindOf(value));
        return true;
    }

    private readonly HeaderFieldValueKind KindOf(JsonToken value)
    {
        if (value.IsNull(_bytes))
            return HeaderFieldValueKind.Absent;

        return value.Kind == JsonTokenKind.EscapedText ? HeaderFieldValueKind.Escaped : HeaderFieldValueKind.Plain;
    }

    private readonly ProtocolException Malformed(string part) =>
        new($"The binary header is malformed: the length of a field's {part} at byte {_position} goes beyond its {_bytes.Length} bytes.");
}
