using System.Buffers.Binary;
using System.Net;

namespace RocketMq.Protocol;

/// <summary>What a producer's unique id tells, see <see cref="UniqueIdGenerator"/>.</summary>
/// <param name="Address">The producer's address.</param>
/// <param name="ProcessId">The low 16 bits of its process id.</param>
/// <param name="TimeInMonth">The time since the month began, in the producer's local time.</param>
/// <param name="Counter">The running number.</param>
public readonly record struct UniqueMessageId(IPAddress Address, int ProcessId, TimeSpan TimeInMonth, int Counter)
{
    private const int IPv4Length = 4 + UniqueIdLayout.LengthWithoutAddress;
    private const int IPv6Length = 16 + UniqueIdLayout.LengthWithoutAddress;

    /// <summary>Takes an id apart.</summary>
    /// <param name="text">32 hexadecimal digits with an IPv4 address, 56 with IPv6.</param>
    /// <param name="id">The parts.</param>
    /// <returns>False if the text is no such id.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out UniqueMessageId id)
    {
        id = default;
        if (text.Length is not (2 * IPv4Length or 2 * IPv6Length))
            return false;

        Span<byte> bytes = stackalloc byte[IPv6Length];
        if (Convert.FromHexString(text, bytes, out _, out int length) != System.Buffers.OperationStatus.Done)
            return false;

        int addressLength = length - UniqueIdLayout.LengthWithoutAddress;
        ReadOnlySpan<byte> rest = bytes[addressLength..length];
        id = new(
            new IPAddress(bytes[..addressLength]),
            BinaryPrimitives.ReadUInt16BigEndian(rest[UniqueIdLayout.ProcessId..]),
            TimeSpan.FromMilliseconds(BinaryPrimitives.ReadUInt32BigEndian(rest[UniqueIdLayout.Time..])),
            BinaryPrimitives.ReadUInt16BigEndian(rest[UniqueIdLayout.Counter..])
        );
        return true;
    }

    /// <summary>Guesses when the id was made: the last time this point of a month was reached.</summary>
    /// <param name="now">The present.</param>
    /// <param name="zone">The producer's time zone.</param>
    /// <returns>The time; right if the id is less than a month old.</returns>
    public DateTimeOffset GetCreationTime(DateTimeOffset now, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        DateTimeOffset month = UniqueIdLayout.StartOfMonth(now, zone);
        if (month + TimeInMonth >= now)
            month = UniqueIdLayout.StartOfMonth(month.AddDays(-1), zone);

        return (month + TimeInMonth).ToUniversalTime();
    }
}
