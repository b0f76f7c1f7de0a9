using System.Buffers.Binary;

namespace RocketMq.Typed;

public ref partial struct MessagePackBodyReader
{
    /// <summary>Reads an integer of any width.</summary>
    /// <exception cref="BodyFormatException">Something else comes next, or it does not fit.</exception>
    public byte ReadByte() => (byte)ReadInRange(byte.MinValue, byte.MaxValue, "byte");

    /// <summary>Reads an integer of any width.</summary>
    /// <exception cref="BodyFormatException">Something else comes next, or it does not fit.</exception>
    public sbyte ReadSByte() => (sbyte)ReadInRange(sbyte.MinValue, sbyte.MaxValue, "sbyte");

    /// <summary>Reads an integer of any width.</summary>
    /// <exception cref="BodyFormatException">Something else comes next, or it does not fit.</exception>
    public short ReadInt16() => (short)ReadInRange(short.MinValue, short.MaxValue, "short");

    /// <summary>Reads an integer of any width.</summary>
    /// <exception cref="BodyFormatException">Something else comes next, or it does not fit.</exception>
    public ushort ReadUInt16() => (ushort)ReadInRange(ushort.MinValue, ushort.MaxValue, "ushort");

    /// <summary>Reads an integer of any width.</summary>
    /// <exception cref="BodyFormatException">Something else comes next, or it does not fit.</exception>
    public int ReadInt32() => (int)ReadInRange(int.MinValue, int.MaxValue, "int");

    /// <summary>Reads an integer of any width.</summary>
    /// <exception cref="BodyFormatException">Something else comes next, or it does not fit.</exception>
    public uint ReadUInt32() => (uint)ReadInRange(uint.MinValue, uint.MaxValue, "uint");

    /// <summary>Reads a UTF-16 unit from an integer of any width.</summary>
    /// <exception cref="BodyFormatException">Something else comes next, or it does not fit.</exception>
    public char ReadChar() => (char)ReadInRange(char.MinValue, char.MaxValue, "char");

    /// <summary>Reads an integer of any width.</summary>
    /// <exception cref="BodyFormatException">Something else comes next, or it does not fit.</exception>
    public long ReadInt64()
    {
        bool negative = ReadInteger(out ulong bits);
        if (!negative && bits > long.MaxValue)
            throw new BodyFormatException($"The integer {bits} before byte {_position} does not fit long.");
        return unchecked((long)bits);
    }

    /// <summary>Reads an integer of any width.</summary>
    /// <exception cref="BodyFormatException">Something else comes next, or it is negative.</exception>
    public ulong ReadUInt64()
    {
        if (ReadInteger(out ulong bits))
            ThrowOverflow("ulong", unchecked((long)bits));
        return bits;
    }

    /// <summary>Reads a number as a 32-bit floating-point one.</summary>
    /// <exception cref="BodyFormatException">Something else than a number comes next.</exception>
    public float ReadSingle() => (float)ReadDouble();

    /// <summary>Reads a number as a 16-bit floating-point one.</summary>
    /// <exception cref="BodyFormatException">Something else than a number comes next.</exception>
    public Half ReadHalf() => (Half)ReadDouble();

    /// <summary>Reads a number as a 64-bit floating-point one.</summary>
    /// <exception cref="BodyFormatException">Something else than a number comes next.</exception>
    public double ReadDouble() =>
        Peek() switch
        {
            MessagePackCode.Float32 => BinaryPrimitives.ReadSingleBigEndian(TakeAfterCode(4)),
            MessagePackCode.Float64 => BinaryPrimitives.ReadDoubleBigEndian(TakeAfterCode(8)),
            _ => ReadInteger(out ulong bits) ? unchecked((long)bits) : bits,
        };

    private long ReadInRange(long min, long max, string type)
    {
        bool negative = ReadInteger(out ulong bits);
        long value = unchecked((long)bits);
        if ((!negative && bits > long.MaxValue) || value < min || value > max)
            ThrowOverflow(type, value);
        return value;
    }

    // The value in 64 bits of two's complement, and whether it is negative: together they cover long and ulong.
    private bool ReadInteger(out ulong bits)
    {
        byte code = Peek();
        if (code is <= MessagePackCode.MaxPositiveFixInt or >= MessagePackCode.MinNegativeFixInt)
        {
            _position++;
            return Signed(unchecked((sbyte)code), out bits);
        }

        switch (code)
        {
            case MessagePackCode.UInt8:
                bits = TakeAfterCode(1)[0];
                return false;
            case MessagePackCode.UInt16:
                bits = BinaryPrimitives.ReadUInt16BigEndian(TakeAfterCode(2));
                return false;
            case MessagePackCode.UInt32:
                bits = BinaryPrimitives.ReadUInt32BigEndian(TakeAfterCode(4));
                return false;
            case MessagePackCode.UInt64:
                bits = BinaryPrimitives.ReadUInt64BigEndian(TakeAfterCode(8));
                return false;
            case MessagePackCode.Int8:
                return Signed(unchecked((sbyte)TakeAfterCode(1)[0]), out bits);
            case MessagePackCode.Int16:
                return Signed(BinaryPrimitives.ReadInt16BigEndian(TakeAfterCode(2)), out bits);
            case MessagePackCode.Int32:
                return Signed(BinaryPrimitives.ReadInt32BigEndian(TakeAfterCode(4)), out bits);
            case MessagePackCode.Int64:
                return Signed(BinaryPrimitives.ReadInt64BigEndian(TakeAfterCode(8)), out bits);
            default:
                throw Unexpected("an integer", code);
        }
    }

    private static bool Signed(long value, out ulong bits)
    {
        bits = unchecked((ulong)value);
        return value < 0;
    }
}
