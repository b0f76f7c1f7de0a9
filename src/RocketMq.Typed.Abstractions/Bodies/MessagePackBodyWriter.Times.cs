using System.Buffers.Binary;

namespace RocketMq.Typed;

public ref partial struct MessagePackBodyWriter
{
    private const int NanosecondsPerTick = 100;
    private const long MaxTimestamp64Seconds = 1L << 34;

    /// <summary>Writes a time as a timestamp extension; local time is turned into UTC, time of unspecified kind is taken as it is.</summary>
    /// <param name="value">The value.</param>
    public void WriteDateTime(DateTime value) => WriteTimestamp((value.Kind == DateTimeKind.Local ? value.ToUniversalTime() : value).Ticks);

    /// <summary>Writes a time with offset as an array: a timestamp of its clock time, then the offset in minutes.</summary>
    /// <param name="value">The value.</param>
    public void WriteDateTimeOffset(DateTimeOffset value)
    {
        WriteArrayHeader(2);
        WriteTimestamp(value.Ticks);
        WriteInt16((short)value.Offset.TotalMinutes);
    }

    /// <summary>Writes a time span as its ticks of 100 ns.</summary>
    /// <param name="value">The value.</param>
    public void WriteTimeSpan(TimeSpan value) => WriteInt64(value.Ticks);

    /// <summary>Writes a date as its day number; 1 January 0001 is 0.</summary>
    /// <param name="value">The value.</param>
    public void WriteDateOnly(DateOnly value) => WriteInt32(value.DayNumber);

    /// <summary>Writes a time of day as its ticks of 100 ns.</summary>
    /// <param name="value">The value.</param>
    public void WriteTimeOnly(TimeOnly value) => WriteInt64(value.Ticks);

    private void WriteTimestamp(long ticks)
    {
        long sinceEpoch = ticks - DateTime.UnixEpoch.Ticks;
        (long seconds, long rest) = Math.DivRem(sinceEpoch, TimeSpan.TicksPerSecond);
        if (rest < 0)
        {
            seconds--;
            rest += TimeSpan.TicksPerSecond;
        }

        uint nanoseconds = (uint)rest * NanosecondsPerTick;
        if (seconds is < 0 or >= MaxTimestamp64Seconds)
            WriteTimestamp96(seconds, nanoseconds);
        else if (nanoseconds == 0 && seconds <= uint.MaxValue)
            WriteTimestamp32((uint)seconds);
        else
            WriteTimestamp64(((ulong)nanoseconds << 34) | (ulong)seconds);
    }

    private void WriteTimestamp32(uint seconds)
    {
        Ensure(6);
        _span[_used] = MessagePackCode.FixExt4;
        _span[_used + 1] = MessagePackCode.TimestampType;
        BinaryPrimitives.WriteUInt32BigEndian(_span[(_used + 2)..], seconds);
        _used += 6;
    }

    private void WriteTimestamp64(ulong packed)
    {
        Ensure(10);
        _span[_used] = MessagePackCode.FixExt8;
        _span[_used + 1] = MessagePackCode.TimestampType;
        BinaryPrimitives.WriteUInt64BigEndian(_span[(_used + 2)..], packed);
        _used += 10;
    }

    private void WriteTimestamp96(long seconds, uint nanoseconds)
    {
        Ensure(15);
        _span[_used] = MessagePackCode.Ext8;
        _span[_used + 1] = 12;
        _span[_used + 2] = MessagePackCode.TimestampType;
        BinaryPrimitives.WriteUInt32BigEndian(_span[(_used + 3)..], nanoseconds);
        BinaryPrimitives.WriteInt64BigEndian(_span[(_used + 7)..], seconds);
        _used += 15;
    }
}
