using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;

namespace RocketMq.Protocol;

/// <summary>
/// Appends header fields to a frame under construction, in either format, without allocating. Absent values are not written; an
/// empty text is written, although readers of binary headers take it for absent.
/// </summary>
public ref struct HeaderWriter
{
    private const int MaxNumberLength = 20;

    private readonly GrowableBuffer _output;
    private readonly HeaderFormat _format;
    private readonly int _start;
    private Span<byte> _room;
    private int _unclaimed;

    internal HeaderWriter(GrowableBuffer output, HeaderFormat format)
    {
        _output = output;
        _format = format;
        _start = output.WrittenCount;
    }

    internal readonly HeaderFormat Format => _format;

    internal readonly bool HasFields => _output.WrittenCount > _start;

    /// <summary>Writes a text field.</summary>
    /// <param name="key">The field name as UTF-8; it must need no JSON escape sequences.</param>
    /// <param name="value">The value; nothing is written if it is absent.</param>
    public void Write(ReadOnlySpan<byte> key, Utf8Text value)
    {
        if (value.IsAbsent)
            return;

        if (_format == HeaderFormat.Binary)
        {
            Span<byte> room = BeginBinaryField(key, value.MaxByteCount, out int valuePosition);
            EndBinaryField(valuePosition, value.CopyTo(room[valuePosition..]));
            return;
        }

        BeginJsonField(key);
        Utf8TextWriting.Write(_output, value, _format);
        _output.WriteByte((byte)'"');
    }

    /// <summary>Writes a text field.</summary>
    /// <param name="key">The field name as UTF-8; it must need no JSON escape sequences.</param>
    /// <param name="value">The value; nothing is written if it is null.</param>
    public void Write(ReadOnlySpan<byte> key, string? value) => Write(key, Utf8Text.FromString(value));

    /// <summary>Writes a number.</summary>
    /// <param name="key">The field name as UTF-8; it must need no JSON escape sequences.</param>
    /// <param name="value">The value.</param>
    public void Write(ReadOnlySpan<byte> key, long value)
    {
        if (_format == HeaderFormat.Binary)
        {
            Span<byte> room = BeginBinaryField(key, MaxNumberLength, out int valuePosition);
            Utf8Formatter.TryFormat(value, room[valuePosition..], out int length);
            EndBinaryField(valuePosition, length);
            return;
        }

        BeginJsonField(key);
        Utf8Formatter.TryFormat(value, _output.GetSpan(MaxNumberLength), out int written);
        _output.Advance(written);
        _output.WriteByte((byte)'"');
    }

    /// <summary>Writes a number.</summary>
    /// <param name="key">The field name as UTF-8; it must need no JSON escape sequences.</param>
    /// <param name="value">The value; nothing is written if it is null.</param>
    public void Write(ReadOnlySpan<byte> key, long? value)
    {
        if (value is { } number)
            Write(key, number);
    }

    /// <summary>Writes a truth value.</summary>
    /// <param name="key">The field name as UTF-8; it must need no JSON escape sequences.</param>
    /// <param name="value">The value.</param>
    public void Write(ReadOnlySpan<byte> key, bool value)
    {
        ReadOnlySpan<byte> text = value ? "true"u8 : "false"u8;
        if (_format == HeaderFormat.Binary)
        {
            Span<byte> room = BeginBinaryField(key, text.Length, out int valuePosition);
            text.CopyTo(room[valuePosition..]);
            EndBinaryField(valuePosition, text.Length);
            return;
        }

        BeginJsonField(key);
        _output.Write(text);
        _output.WriteByte((byte)'"');
    }

    /// <summary>Writes a truth value.</summary>
    /// <param name="key">The field name as UTF-8; it must need no JSON escape sequences.</param>
    /// <param name="value">The value; nothing is written if it is null.</param>
    public void Write(ReadOnlySpan<byte> key, bool? value)
    {
        if (value is { } truth)
            Write(key, truth);
    }

    internal void Write(in ExtraField field)
    {
        if (field.Key.TryGetUtf8(out ReadOnlySpan<byte> key) && _format == HeaderFormat.Binary)
        {
            Write(key, field.Value);
            return;
        }

        if (field.Value.IsAbsent)
            return;

        int lengthPosition = BeginField(field.Key);
        Utf8TextWriting.Write(_output, field.Value, _format);
        EndField(lengthPosition);
    }

    /// <summary>Hands what was written to the buffer. To be called after the last field; more may follow.</summary>
    internal void Finish()
    {
        _output.Advance(_unclaimed);
        _unclaimed = 0;
        _room = default;
    }

    // Headers have a dozen small fields and are written for every message: the fields of a binary header go into one span of the buffer, which is
    // asked about room only when that span is used up.
    private Span<byte> BeginBinaryField(ReadOnlySpan<byte> key, int maxValueLength, out int valuePosition)
    {
        CheckKeyLength(key.Length);
        valuePosition = sizeof(short) + key.Length + sizeof(int);
        if (_room.Length < valuePosition + maxValueLength)
            MakeRoom(valuePosition + maxValueLength);
        Span<byte> room = _room;
        BinaryPrimitives.WriteInt16BigEndian(room, (short)key.Length);
        if (key.Length == 1)
            room[sizeof(short)] = key[0];
        else
            key.CopyTo(room[sizeof(short)..]);
        return room;
    }

    private void EndBinaryField(int valuePosition, int valueLength)
    {
        BinaryPrimitives.WriteInt32BigEndian(_room[(valuePosition - sizeof(int))..], valueLength);
        _room = _room[(valuePosition + valueLength)..];
        _unclaimed += valuePosition + valueLength;
    }

    private void MakeRoom(int length)
    {
        Finish();
        _room = _output.GetSpan(length);
    }

    private readonly void BeginJsonField(ReadOnlySpan<byte> key)
    {
        BeginJsonKey();
        _output.Write(key);
        _output.Write("\":\""u8);
    }

    private int BeginField(Utf8Text key)
    {
        if (_format == HeaderFormat.Binary)
        {
            Finish();
            CheckKeyLength(key.ByteCount);
            _output.WriteInt16((short)key.ByteCount);
            Utf8TextWriting.Write(_output, key, _format);
            return ReserveLength();
        }

        BeginJsonKey();
        Utf8TextWriting.Write(_output, key, _format);
        _output.Write("\":\""u8);
        return 0;
    }

    private readonly void BeginJsonKey()
    {
        if (HasFields)
            _output.WriteByte((byte)',');
        _output.WriteByte((byte)'"');
    }

    private readonly int ReserveLength()
    {
        int position = _output.WrittenCount;
        _output.WriteInt32(0);
        return position;
    }

    private readonly void EndField(int lengthPosition)
    {
        if (_format == HeaderFormat.Binary)
            _output.PatchInt32(lengthPosition, _output.WrittenCount - lengthPosition - sizeof(int));
        else
            _output.WriteByte((byte)'"');
    }

    private static void CheckKeyLength(int length)
    {
        if (length > short.MaxValue)
            ThrowKeyTooLong(length);
    }

    [DoesNotReturn]
    private static void ThrowKeyTooLong(int length) =>
        throw new ProtocolException(
            $"A header field name of {length} bytes exceeds the {short.MaxValue} a binary header carries; shorten it."
        );
}
