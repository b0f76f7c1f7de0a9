using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace RocketMq.Typed;

/// <summary>Writes MessagePack as MessagePack-CSharp's standard resolver does: every number in its smallest form, non-negative ones unsigned.</summary>
/// <remarks>Not thread-safe. Nothing is in the output for certain before <see cref="Flush"/>.</remarks>
public ref partial struct MessagePackBodyWriter
{
    private readonly IBufferWriter<byte> _output;
    private Span<byte> _span;
    private int _used;
    private int _depth;

    /// <summary>Writes to an output.</summary>
    /// <param name="output">Takes the bytes.</param>
    public MessagePackBodyWriter(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        _output = output;
        _span = output.GetSpan();
    }

    /// <summary>Hands all that was written to the output.</summary>
    public void Flush()
    {
        _output.Advance(_used);
        _used = 0;
        _span = default;
    }

    /// <summary>Counts a contract that begins; every call is followed by one of <see cref="Leave"/>.</summary>
    /// <exception cref="BodyFormatException">More than <see cref="BodyLimits.MaxDepth"/> contracts are nested, as in a cycle.</exception>
    public void Enter()
    {
        if (++_depth > BodyLimits.MaxDepth)
            throw new BodyFormatException($"The value nests more than {BodyLimits.MaxDepth} contracts; a cycle cannot be a message body.");
    }

    /// <summary>Counts a contract that ended.</summary>
    public void Leave() => _depth--;

    /// <summary>Writes nil.</summary>
    public void WriteNil() => WriteByteCode(MessagePackCode.Nil);

    /// <summary>Writes a boolean.</summary>
    /// <param name="value">The value.</param>
    public void WriteBoolean(bool value) => WriteByteCode(value ? MessagePackCode.True : MessagePackCode.False);

    /// <summary>Writes the header of an array.</summary>
    /// <param name="count">How many values follow.</param>
    public void WriteArrayHeader(int count) => WriteContainerHeader(count, MessagePackCode.FixArray, MessagePackCode.Array16);

    /// <summary>Writes the header of a map.</summary>
    /// <param name="count">How many pairs of values follow.</param>
    public void WriteMapHeader(int count) => WriteContainerHeader(count, MessagePackCode.FixMap, MessagePackCode.Map16);

    /// <summary>Writes a 32-bit floating-point number.</summary>
    /// <param name="value">The value.</param>
    public void WriteSingle(float value)
    {
        Ensure(5);
        _span[_used] = MessagePackCode.Float32;
        BinaryPrimitives.WriteSingleBigEndian(_span[(_used + 1)..], value);
        _used += 5;
    }

    /// <summary>Writes a 16-bit floating-point number, widened to 32 bits.</summary>
    /// <param name="value">The value.</param>
    public void WriteHalf(Half value) => WriteSingle((float)value);

    /// <summary>Writes a 64-bit floating-point number.</summary>
    /// <param name="value">The value.</param>
    public void WriteDouble(double value)
    {
        Ensure(9);
        _span[_used] = MessagePackCode.Float64;
        BinaryPrimitives.WriteDoubleBigEndian(_span[(_used + 1)..], value);
        _used += 9;
    }

    private void WriteContainerHeader(int count, byte fixCode, byte code16)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (count <= MessagePackCode.MaxFixContainer)
            WriteByteCode((byte)(fixCode | count));
        else
            WriteLength(count, code16);
    }

    // The 32-bit form's code follows the 16-bit one's in every family.
    private void WriteLength(int length, byte code16)
    {
        if (length <= ushort.MaxValue)
            WriteCode16(code16, (ushort)length);
        else
            WriteCode32((byte)(code16 + 1), (uint)length);
    }

    private void WriteByteCode(byte code)
    {
        Ensure(1);
        _span[_used++] = code;
    }

    private void WriteCode8(byte code, byte value)
    {
        Ensure(2);
        _span[_used] = code;
        _span[_used + 1] = value;
        _used += 2;
    }

    private void WriteCode16(byte code, ushort value)
    {
        Ensure(3);
        _span[_used] = code;
        BinaryPrimitives.WriteUInt16BigEndian(_span[(_used + 1)..], value);
        _used += 3;
    }

    private void WriteCode32(byte code, uint value)
    {
        Ensure(5);
        _span[_used] = code;
        BinaryPrimitives.WriteUInt32BigEndian(_span[(_used + 1)..], value);
        _used += 5;
    }

    private void WriteCode64(byte code, ulong value)
    {
        Ensure(9);
        _span[_used] = code;
        BinaryPrimitives.WriteUInt64BigEndian(_span[(_used + 1)..], value);
        _used += 9;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Ensure(int length)
    {
        if (_span.Length - _used < length)
            Grow(length);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int length)
    {
        _output.Advance(_used);
        _used = 0;
        _span = _output.GetSpan(length);
    }
}
