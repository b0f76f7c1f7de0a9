namespace RocketMq.Protocol;

/// <summary>Unique ids, behind the 4 or 16 address bytes: process 2, salt 4, milliseconds of the month 4, counter 2.</summary>
internal static class UniqueIdLayout
{
    public const int ProcessId = 0;
    public const int Salt = 2;
    public const int Time = 6;
    public const int Counter = 10;
    public const int LengthWithoutAddress = 12;

    public static DateTimeOffset StartOfMonth(DateTimeOffset instant, TimeZoneInfo zone)
    {
        DateTimeOffset local = TimeZoneInfo.ConvertTime(instant, zone);
        DateTime start = new(local.Year, local.Month, 1, 0, 0, 0, DateTimeKind.Unspecified);
        return new(start, zone.GetUtcOffset(start));
    }
}
