using System.Buffers.Text;

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

    internal HeaderWriter(GrowableBuffer output, HeaderFormat format)
    {
        _output = output;
        _format = format;
        _start = output.WrittenCount;
    }

    internal readonly bool HasFields => _output.WrittenCount > _start;

    /// <summary>Writes a text field.</summary>
    /// <param name="key">The field name as UTF-8; it must need no JSON escape sequences.</param>
    /// <param name="value">The value; nothing is written if it is absent.</param>
    public readonly void Write(ReadOnlySpan<byte> key, Utf8Text value)
    {
        if (value.IsAbsent)
            return;

        int lengthPosition = BeginField(key);
        Utf8TextWriting.Write(_output, value, _format);
        EndField(lengthPosition);
    }

    /// <summary>Writes a text field.</summary>
    /// <param name="key">The field name as UTF-8; it must need no JSON escape sequences.</param>
    /// <param name="value">The value; nothing is written if it is null.</param>
    public readonly void Write(ReadOnlySpan<byte> key, string? value) => Write(key, Utf8Text.FromString(value));

    /// <summary>Writes a number.</summary>
    /// <param name="key">The field name as UTF-8; it must need no JSON escape sequences.</param>
    /// <param name="value">The value.</param>
    public readonly void Write(ReadOnlySpan<byte> key, long value)
    {
        int lengthPosition = BeginField(key);
        Utf8Formatter.TryFormat(value, _output.GetSpan(MaxNumberLength), out int written);
        _output.Advance(written);
        EndField(lengthPosition);
    }

    /// <summary>Writes a number.</summary>
    /// <param name="key">The field name as UTF-8; it must need no JSON escape sequences.</param>
    /// <param name="value">The value; nothing is written if it is null.</param>
    public readonly void Write(ReadOnlySpan<byte> key, long? value)
    {
        if (value is { } number)
            Write(key, number);
    }

    /// <summary>Writes a truth value.</summary>
    /// <param name="key">The field name as UTF-8; it must need no JSON escape sequences.</param>
    /// <param name="value">The value.</param>
    public readonly void Write(ReadOnlySpan<byte> key, bool value)
    {
        int lengthPosition = BeginField(key);
        _output.Write(value ? "true"u8 : "false"u8);
        EndField(lengthPosition);
    }

    /// <summary>Writes a truth value.</summary>
    /// <param name="key">The field name as UTF-8; it must need no JSON escape sequences.</param>
    /// <param name="value">The value; nothing is written if it is null.</param>
    public readonly void Write(ReadOnlySpan<byte> key, bool? value)
    {
        if (value is { } truth)
            Write(key, truth);
    }

    internal readonly void Write(in ExtraField field)
    {
        if (field.Value.IsAbsent)
            return;

        int lengthPosition = BeginField(field.Key);
        Utf8TextWriting.Write(_output, field.Value, _format);
        EndField(lengthPosition);
    }

    private readonly int BeginField(ReadOnlySpan<byte> key)
    {
        if (_format == HeaderFormat.Binary)
        {
            CheckKeyLength(key.Length);
            _output.WriteInt16((short)key.Length);
            _output.Write(key);
            return ReserveLength();
        }

        BeginJsonKey();
        _output.Write(key);
        _output.Write("\":\""u8);
        return 0;
    }

    private readonly int BeginField(Utf8Text key)
    {
        if (_format == HeaderFormat.Binary)
        {
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
            throw new ProtocolException(
                $"A header field name of {length} bytes exceeds the {short.MaxValue} a binary header carries; shorten it."
            );
    }
}
