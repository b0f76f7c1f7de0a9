namespace RocketMq.Broker.Scheduling;

/// <summary>The delay levels of RocketMQ, counted from 1 (broker reference 4.9): level 3 is 10 s, level 18 is 2 h.</summary>
internal static class DelayLevels
{
    private static readonly TimeSpan[] Delays =
    [
        TimeSpan.FromSeconds(1),
        TimeSpan.FromSeconds(5),
        TimeSpan.FromSeconds(10),
        TimeSpan.FromSeconds(30),
        TimeSpan.FromMinutes(1),
        TimeSpan.FromMinutes(2),
        TimeSpan.FromMinutes(3),
        TimeSpan.FromMinutes(4),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(6),
        TimeSpan.FromMinutes(7),
        TimeSpan.FromMinutes(8),
        TimeSpan.FromMinutes(9),
        TimeSpan.FromMinutes(10),
        TimeSpan.FromMinutes(20),
        TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(1),
        TimeSpan.FromHours(2),
    ];

    /// <summary>Level of the first retry; each further one is a level up.</summary>
    public const int FirstRetry = 3;

    public static int Count => Delays.Length;

    /// <summary>A level beyond the last counts as the last.</summary>
    public static int Cap(int level) => Math.Min(level, Delays.Length);

    /// <summary>Milliseconds of a level from 1 to <see cref="Count"/>.</summary>
    public static long Milliseconds(int level) => (long)Delays[level - 1].TotalMilliseconds;

    /// <summary>Queue of the schedule topic that holds the records of a level.</summary>
    public static int QueueOf(int level) => level - 1;
}
