namespace RocketMq.Protocol;

/// <summary>
/// The delay levels of brokers with the default <c>messageDelayLevel</c>, counted from 1: 1 s, 5 s, 10 s, 30 s, 1 to 10 min, 20 min, 30 min,
/// 1 h, 2 h.
/// </summary>
public static class DelayLevels
{
    /// <summary>The level of a failed message's first redelivery; each further one is a level up.</summary>
    public const int FirstRetry = 3;

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

    /// <summary>How many levels there are: 18.</summary>
    public static int Count => Delays.Length;

    /// <summary>The delay of the last level: 2 hours.</summary>
    public static TimeSpan Longest => Delays[^1];

    /// <summary>The delay of a level.</summary>
    /// <param name="level">From 1; beyond the last it counts as the last, as brokers do.</param>
    /// <returns>From 1 second to 2 hours.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The level is below 1.</exception>
    public static TimeSpan GetDelay(int level)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(level, 1);
        return Delays[Math.Min(level, Count) - 1];
    }

    /// <summary>The shortest level that is not shorter than a delay.</summary>
    /// <param name="delay">The delay.</param>
    /// <returns>The level, or null if the delay is longer than <see cref="Longest"/>.</returns>
    public static int? RoundUp(TimeSpan delay)
    {
        int index = Array.FindIndex(Delays, candidate => candidate >= delay);
        return index < 0 ? null : index + 1;
    }
}
