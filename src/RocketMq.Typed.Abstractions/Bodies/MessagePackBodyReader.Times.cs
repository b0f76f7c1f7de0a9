using System.Buffers.Binary;

namespace RocketMq.Typed;

public ref partial struct MessagePackBodyReader
{
    private const int NanosecondsPerTick = 100;
    private const uint NanosecondsPerSecond = 1_000_000_000;
    private const int SecondsBits = 34;

    /// <summary>Reads a time from a timestamp extension, as UTC.</summary>
    /// <exception cref="BodyFormatException">Something else comes next, or the time is out of range.</exception>
    public DateTime ReadDateTime() => new(ReadTimestampTicks(), DateTimeKind.Utc);

    /// <summary>Reads a time with offset from an array of a timestamp (its clock time) and minutes.</summary>
    /// <exception cref="BodyFormatException">Something else comes next, or the time is out of range.</exception>
    public DateTimeOffset ReadDateTimeOffset()
    {
        int count = ReadArrayHeader();
        if (count != 2)
            throw new BodyFormatException($"A time with offset has 2 elements, but there are {count} before byte {_position}.");
        long ticks = ReadTimestampTicks();
        short minutes = ReadInt16();
        long utcTicks = ticks - (minutes * TimeSpan.TicksPerMinute);
        if (Math.Abs((int)minutes) > 14 * 60 || utcTicks < 0 || utcTicks > DateTime.MaxValue.Ticks)
            throw new BodyFormatException($"The time with offset before byte {_position} is out of range: an offset of {minutes} minutes.");
        return new DateTimeOffset(ticks, TimeSpan.FromMinutes(minutes));
    }

    /// <summary>Reads a time span from its ticks of 100 ns.</summary>
    /// <exception cref="BodyFormatException">Something else than an integer comes next.</exception>
    public TimeSpan ReadTimeSpan() => new(ReadInt64());

    /// <summary>Reads a date from its day number.</summary>
    /// <exception cref="BodyFormatException">Something else than an integer comes next, or it is no day of the years 1 to 9999.</exception>
    public DateOnly ReadDateOnly() => DateOnly.FromDayNumber((int)ReadInRange(0, DateOnly.MaxValue.DayNumber, "a day number"));

    /// <summary>Reads a time of day from its ticks of 100 ns.</summary>
    /// <exception cref="BodyFormatException">Something else than an integer comes next, or it is not within a day.</exception>
    public TimeOnly ReadTimeOnly() => new(ReadInRange(0, TimeSpan.TicksPerDay - 1, "a time of day"));

    private long ReadTimestampTicks()
    {
        byte code = Peek();
        uint length = ReadTimestampLength(code);
        ReadOnlySpan<byte> data = Take(length);
        (long seconds, uint nanoseconds) = length switch
        {
            4 => (BinaryPrimitives.ReadUInt32BigEndian(data), 0u),
            8 => Unpack(BinaryPrimitives.ReadUInt64BigEndian(data)),
            _ => (BinaryPrimitives.ReadInt64BigEndian(data[4..]), BinaryPrimitives.ReadUInt32BigEndian(data)),
        };
        return ToTicks(seconds, nanoseconds);
    }

    private uint ReadTimestampLength(byte code)
    {
        (uint length, int typeAt) = code switch
        {
            MessagePackCode.FixExt4 => (4u, 0),
            MessagePackCode.FixExt8 => (8u, 0),
            MessagePackCode.Ext8 => (12u, 1),
            _ => throw Unexpected("a timestamp", code),
        };
        ReadOnlySpan<byte> header = TakeAfterCode(typeAt + 1);
        if (header[typeAt] != MessagePackCode.TimestampType || (typeAt == 1 && header[0] != length))
            throw new BodyFormatException($"A timestamp was expected before byte {_position}, but there is another extension.");
        return length;
    }

    private readonly long ToTicks(long seconds, uint nanoseconds)
    {
        const long MinSeconds = -62_135_596_800;
        const long MaxSeconds = 253_402_300_799;
        if (seconds is < MinSeconds or > MaxSeconds || nanoseconds >= NanosecondsPerSecond)
            throw new BodyFormatException(
                $"The timestamp before byte {_position} is outside the years 1 to 9999: {seconds} s, {nanoseconds} ns."
            );
        return DateTime.UnixEpoch.Ticks + (seconds * TimeSpan.TicksPerSecond) + (nanoseconds / NanosecondsPerTick);
    }

    private static (long Seconds, uint Nanoseconds) Unpack(ulong packed) =>
        ((long)(packed & ((1UL << SecondsBits) - 1)), (uint)(packed >> SecondsBits));
}
