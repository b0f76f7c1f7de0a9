using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace RocketMq.Typed;

/// <summary>Reads MessagePack as MessagePack-CSharp's standard resolver does: any width of number, texts and arrays of integers for binary data.</summary>
/// <remarks>Not thread-safe. Lengths are checked against the bytes that remain before anything is allocated; the only failure is <see cref="BodyFormatException"/>.</remarks>
public ref partial struct MessagePackBodyReader
{
    private readonly ReadOnlySpan<byte> _bytes;
    private int _position;
    private int _depth;

    /// <summary>Reads from the first byte of a body.</summary>
    /// <param name="bytes">The body.</param>
    public MessagePackBodyReader(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>How many bytes have been read.</summary>
    public readonly int Position => _position;

    /// <summary>How many bytes are left.</summary>
    public readonly int Remaining => _bytes.Length - _position;

    /// <summary>Counts a contract that begins; every call is followed by one of <see cref="Leave"/>.</summary>
    /// <exception cref="BodyFormatException">More than <see cref="BodyLimits.MaxDepth"/> contracts are nested.</exception>
    public void Enter()
    {
        if (++_depth > BodyLimits.MaxDepth)
            throw new BodyFormatException($"The body nests more than {BodyLimits.MaxDepth} contracts (at byte {_position}).");
    }

    /// <summary>Counts a contract that ended.</summary>
    public void Leave() => _depth--;

    /// <summary>Reads a nil if one comes next.</summary>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="BodyFormatException">The body ends here.</exception>
    public bool TryReadNil()
    {
        if (Peek() != MessagePackCode.Nil)
            return false;
        _position++;
        return true;
    }

    /// <summary>Reads a boolean.</summary>
    /// <exception cref="BodyFormatException">Something else comes next.</exception>
    public bool ReadBoolean()
    {
        byte code = Peek();
        if (code is not (MessagePackCode.True or MessagePackCode.False))
            throw Unexpected("a boolean", code);
        _position++;
        return code == MessagePackCode.True;
    }

    /// <summary>Reads the header of an array.</summary>
    /// <returns>How many values follow; no more than bytes remain.</returns>
    /// <exception cref="BodyFormatException">Something else comes next, or the body is too short for that many values.</exception>
    public int ReadArrayHeader()
    {
        byte code = Peek();
        if ((code & 0xf0) == MessagePackCode.FixArray)
        {
            _position++;
            return CheckCount(code & MessagePackCode.MaxFixContainer, 1);
        }

        return code switch
        {
            MessagePackCode.Array16 => CheckCount(BinaryPrimitives.ReadUInt16BigEndian(TakeAfterCode(2)), 1),
            MessagePackCode.Array32 => CheckCount(BinaryPrimitives.ReadUInt32BigEndian(TakeAfterCode(4)), 1),
            _ => throw Unexpected("an array", code),
        };
    }

    /// <summary>Reads the header of a map.</summary>
    /// <returns>How many pairs of values follow; no more than half as many as bytes remain.</returns>
    /// <exception cref="BodyFormatException">Something else comes next, or the body is too short for that many pairs.</exception>
    public int ReadMapHeader()
    {
        byte code = Peek();
        if ((code & 0xf0) == MessagePackCode.FixMap)
        {
            _position++;
            return CheckCount(code & MessagePackCode.MaxFixContainer, 2);
        }

        return code switch
        {
            MessagePackCode.Map16 => CheckCount(BinaryPrimitives.ReadUInt16BigEndian(TakeAfterCode(2)), 2),
            MessagePackCode.Map32 => CheckCount(BinaryPrimitives.ReadUInt32BigEndian(TakeAfterCode(4)), 2),
            _ => throw Unexpected("a map", code),
        };
    }

    private readonly byte Peek() => _position < _bytes.Length ? _bytes[_position] : throw EndOfBody(1);

    // Bytes that follow the code at the position; both are then read.
    private ReadOnlySpan<byte> TakeAfterCode(int length)
    {
        if (_bytes.Length - _position - 1 < length)
            throw EndOfBody(length + 1);
        ReadOnlySpan<byte> taken = _bytes.Slice(_position + 1, length);
        _position += length + 1;
        return taken;
    }

    private ReadOnlySpan<byte> Take(uint length)
    {
        if ((uint)Remaining < length)
            throw EndOfBody(length);
        ReadOnlySpan<byte> taken = _bytes.Slice(_position, (int)length);
        _position += (int)length;
        return taken;
    }

    // Every value has at least one byte, so a count beyond the rest of the body is refused before anything is made for it.
    private readonly int CheckCount(uint count, int minBytesEach)
    {
        if ((long)count * minBytesEach > Remaining)
            throw new BodyFormatException($"The body announces {count} elements at byte {_position}, but only {Remaining} bytes remain.");
        return (int)count;
    }

    private readonly int CheckCount(int count, int minBytesEach) => CheckCount((uint)count, minBytesEach);

    private readonly BodyFormatException EndOfBody(long needed) =>
        new($"The body ends too early: {needed} bytes are needed at byte {_position} of {_bytes.Length}.");

    private readonly BodyFormatException Unexpected(string expected, byte code) =>
        new($"{expected} was expected at byte {_position}, but there is {MessagePackCode.NameOf(code)} (0x{code:x2}).");

    [DoesNotReturn]
    private readonly void ThrowOverflow(string type, long value) =>
        throw new BodyFormatException($"The integer {value} before byte {_position} does not fit {type}.");
}
