namespace RocketMq.Protocol;

/// <summary>
/// Version numbers of the header's <c>version</c> field: positions in the Java enumeration of releases, in which a release and
/// its snapshot alternate. Peers compare them with <c>&gt;=</c> to decide what the other side understands.
/// </summary>
public static class ProtocolVersion
{
    /// <summary>V4_1_0_SNAPSHOT: a broker of at least this version evaluates SQL92 filters.</summary>
    public const int SupportsSqlFilter = 232;

    /// <summary>V4_9_4: a client of at least this version is given routes as standard JSON with quoted keys.</summary>
    public const int SupportsStandardJson = 401;

    /// <summary>V3_4_9: a broker obeys the retry limit in a send-back from clients of at least this version.</summary>
    public const int SupportsMaxReconsumeTimes = 121;

    /// <summary>V5_0_0: a broker of at least this version can hold messages until any time; older ones deliver such messages at once.</summary>
    public const int SupportsTimers = 413;

    /// <summary>V5_3_1: clients above this version understand <see cref="ResponseCode.GoAway"/>.</summary>
    public const int LastWithoutGoAway = 475;

    /// <summary>V5_3_3, what this library reports of itself.</summary>
    public const int Current = 479;
}
