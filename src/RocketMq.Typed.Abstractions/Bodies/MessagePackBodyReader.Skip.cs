namespace RocketMq.Typed;

public ref partial struct MessagePackBodyReader
{
    /// <summary>Skips one value with all that is in it. Needs no stack, however deep the value is.</summary>
    /// <exception cref="BodyFormatException">The body ends within the value or has an invalid byte.</exception>
    public void Skip()
    {
        for (long pending = 1; pending > 0; pending--)
            pending += SkipHead();
    }

    // Skips a scalar, or the header of a container; returns how many values the container has.
    private long SkipHead()
    {
        byte code = Peek();
        switch (code)
        {
            case <= MessagePackCode.MaxPositiveFixInt or >= MessagePackCode.MinNegativeFixInt:
            case MessagePackCode.Nil or MessagePackCode.False or MessagePackCode.True:
                _position++;
                return 0;
            case < MessagePackCode.FixArray or MessagePackCode.Map16 or MessagePackCode.Map32:
                return 2L * ReadMapHeader();
            case < MessagePackCode.FixStr or MessagePackCode.Array16 or MessagePackCode.Array32:
                return ReadArrayHeader();
            case MessagePackCode.UInt8 or MessagePackCode.Int8:
                TakeAfterCode(1);
                return 0;
            case MessagePackCode.UInt16 or MessagePackCode.Int16:
                TakeAfterCode(2);
                return 0;
            case MessagePackCode.UInt32 or MessagePackCode.Int32 or MessagePackCode.Float32:
                TakeAfterCode(4);
                return 0;
            case MessagePackCode.UInt64 or MessagePackCode.Int64 or MessagePackCode.Float64:
                TakeAfterCode(8);
                return 0;
            case >= MessagePackCode.FixExt1 and <= MessagePackCode.FixExt16:
                TakeAfterCode(1 + (1 << (code - MessagePackCode.FixExt1)));
                return 0;
            default:
                SkipBlob(code);
                return 0;
        }
    }

    private void SkipBlob(byte code)
    {
        if (TryReadStringLength(code, out uint length) || TryReadBinaryLength(code, out length))
        {
            Take(length);
            return;
        }

        if (!TryReadLength(code, MessagePackCode.Ext8, out length))
            throw Unexpected("a value", code);
        Take(1);
        Take(length);
    }
}
