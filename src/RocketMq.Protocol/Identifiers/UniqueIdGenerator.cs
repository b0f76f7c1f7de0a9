using System.Buffers.Binary;
using System.Net;

namespace RocketMq.Protocol;

/// <summary>
/// Makes the ids producers put into <see cref="MessagePropertyNames.UniqueId"/>: address, process, a salt, the time since the
/// month began in local time, and a counter, in upper-case hexadecimal. Ids of one generator differ unless it makes more than
/// 65,536 within a millisecond. Thread-safe.
/// </summary>
public sealed class UniqueIdGenerator
{
    private const int SuffixBytes = UniqueIdLayout.LengthWithoutAddress - UniqueIdLayout.Time;

    private readonly TimeProvider _time;
    private readonly string _prefix;
    private Month _month;
    private int _counter;

    /// <summary>Prepares the part all ids share.</summary>
    /// <param name="address">The client's address; IPv6 makes longer ids.</param>
    /// <param name="processId">The process; its low 16 bits count.</param>
    /// <param name="salt">Tells several generators of one process apart; random is best.</param>
    /// <param name="time">The clock.</param>
    public UniqueIdGenerator(IPAddress address, int processId, int salt, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(time);
        _time = time;
        _prefix = CreatePrefix(address, processId, salt);
        _month = Month.Of(time.GetUtcNow(), time.LocalTimeZone);
    }

    /// <summary>The number of characters of an id: 32 with an IPv4 address, 56 with IPv6.</summary>
    public int Length => _prefix.Length + (2 * SuffixBytes);

    /// <summary>Makes an id.</summary>
    /// <returns>The id.</returns>
    public string Next() =>
        string.Create(
            Length,
            this,
            static (characters, generator) =>
            {
                generator._prefix.CopyTo(characters);
                Span<byte> suffix = stackalloc byte[SuffixBytes];
                generator.NextSuffix(suffix);
                Convert.TryToHexString(suffix, characters[generator._prefix.Length..], out _);
            }
        );

    /// <summary>Makes an id without allocating.</summary>
    /// <param name="utf8">At least <see cref="Length"/> bytes to write it to.</param>
    public void WriteNext(Span<byte> utf8)
    {
        System.Text.Ascii.FromUtf16(_prefix, utf8, out int written);
        Span<byte> suffix = stackalloc byte[SuffixBytes];
        NextSuffix(suffix);
        Convert.TryToHexString(suffix, utf8[written..], out _);
    }

    private static string CreatePrefix(IPAddress address, int processId, int salt)
    {
        Span<byte> bytes = stackalloc byte[16 + UniqueIdLayout.Time];
        address.TryWriteBytes(bytes, out int length);
        BinaryPrimitives.WriteInt16BigEndian(bytes[(length + UniqueIdLayout.ProcessId)..], unchecked((short)processId));
        BinaryPrimitives.WriteInt32BigEndian(bytes[(length + UniqueIdLayout.Salt)..], salt);
        return Convert.ToHexString(bytes[..(length + UniqueIdLayout.Time)]);
    }

    private void NextSuffix(Span<byte> suffix)
    {
        DateTimeOffset now = _time.GetUtcNow();
        Month month = _month;
        if (now < month.Start || now >= month.End)
            _month = month = Month.Of(now, _time.LocalTimeZone);

        // A month has more milliseconds than 31 bits hold, but fewer than 32.
        uint milliseconds = (uint)((now - month.Start).Ticks / TimeSpan.TicksPerMillisecond);
        BinaryPrimitives.WriteUInt32BigEndian(suffix, milliseconds);
        short count = unchecked((short)Interlocked.Increment(ref _counter));
        BinaryPrimitives.WriteInt16BigEndian(suffix[(UniqueIdLayout.Counter - UniqueIdLayout.Time)..], count);
    }

    private sealed record Month(DateTimeOffset Start, DateTimeOffset End)
    {
        public static Month Of(DateTimeOffset instant, TimeZoneInfo zone)
        {
            DateTimeOffset start = UniqueIdLayout.StartOfMonth(instant, zone);
            // 40 days on is always in the next month.
            return new(start, UniqueIdLayout.StartOfMonth(start.AddDays(40), zone));
        }
    }
}
