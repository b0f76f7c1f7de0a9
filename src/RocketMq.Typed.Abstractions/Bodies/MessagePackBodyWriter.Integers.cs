namespace RocketMq.Typed;

public ref partial struct MessagePackBodyWriter
{
    private const int MinFixInt = -32;

    /// <summary>Writes an integer.</summary>
    /// <param name="value">The value.</param>
    public void WriteByte(byte value) => WriteUInt64(value);

    /// <summary>Writes an integer.</summary>
    /// <param name="value">The value.</param>
    public void WriteSByte(sbyte value) => WriteInt64(value);

    /// <summary>Writes an integer.</summary>
    /// <param name="value">The value.</param>
    public void WriteInt16(short value) => WriteInt64(value);

    /// <summary>Writes an integer.</summary>
    /// <param name="value">The value.</param>
    public void WriteUInt16(ushort value) => WriteUInt64(value);

    /// <summary>Writes an integer.</summary>
    /// <param name="value">The value.</param>
    public void WriteInt32(int value) => WriteInt64(value);

    /// <summary>Writes an integer.</summary>
    /// <param name="value">The value.</param>
    public void WriteUInt32(uint value) => WriteUInt64(value);

    /// <summary>Writes a UTF-16 unit as an integer.</summary>
    /// <param name="value">The value.</param>
    public void WriteChar(char value) => WriteUInt64(value);

    /// <summary>Writes an integer.</summary>
    /// <param name="value">The value.</param>
    public void WriteInt64(long value)
    {
        if (value >= 0)
            WriteUInt64((ulong)value);
        else if (value >= MinFixInt)
            WriteByteCode(unchecked((byte)value));
        else if (value >= sbyte.MinValue)
            WriteCode8(MessagePackCode.Int8, unchecked((byte)value));
        else if (value >= short.MinValue)
            WriteCode16(MessagePackCode.Int16, unchecked((ushort)value));
        else if (value >= int.MinValue)
            WriteCode32(MessagePackCode.Int32, unchecked((uint)value));
        else
            WriteCode64(MessagePackCode.Int64, unchecked((ulong)value));
    }

    /// <summary>Writes an integer.</summary>
    /// <param name="value">The value.</param>
    public void WriteUInt64(ulong value)
    {
        if (value <= MessagePackCode.MaxPositiveFixInt)
            WriteByteCode((byte)value);
        else if (value <= byte.MaxValue)
            WriteCode8(MessagePackCode.UInt8, (byte)value);
        else if (value <= ushort.MaxValue)
            WriteCode16(MessagePackCode.UInt16, (ushort)value);
        else if (value <= uint.MaxValue)
            WriteCode32(MessagePackCode.UInt32, (uint)value);
        else
            WriteCode64(MessagePackCode.UInt64, value);
    }
}
