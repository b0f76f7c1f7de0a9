namespace RocketMq.Protocol;

/// <summary>Where the fields of a stored message stand (big endian); those after the hosts move with the address families.</summary>
internal static class RecordLayout
{
    public const int MagicV1 = unchecked((int)0xDAA3_20A7);

    /// <summary>Exists because names of retry topics may be longer than one length byte can say.</summary>
    public const int MagicV2 = unchecked((int)0xDAA3_20AB);

    public const int Magic = 4;
    public const int BodyCrc = 8;
    public const int QueueId = 12;
    public const int Flag = 16;
    public const int QueueOffset = 20;
    public const int CommitLogOffset = 28;
    public const int SystemFlags = 36;
    public const int BornTimestamp = 40;
    public const int BornHost = 48;

    /// <summary>Relative to the end of the born host.</summary>
    public const int StoreHost = 8;

    /// <summary>Relative to the end of the store host, like the following two.</summary>
    public const int ReconsumeTimes = 0;

    public const int PreparedTransactionOffset = 4;
    public const int BodyLength = 12;
    public const int Body = 16;

    public const int MaxTopicLengthV1 = sbyte.MaxValue;
    public const int MinLength = BornHost + IPv4HostLength + StoreHost + IPv4HostLength + Body + 1 + 2;

    public const int IPv4HostLength = 8;
    public const int IPv6HostLength = 20;

    public static int BornHostLength(SystemFlags flags) =>
        (flags & Protocol.SystemFlags.BornHostIsIPv6) == 0 ? IPv4HostLength : IPv6HostLength;

    public static int StoreHostLength(SystemFlags flags) =>
        (flags & Protocol.SystemFlags.StoreHostIsIPv6) == 0 ? IPv4HostLength : IPv6HostLength;
}
