using System.Globalization;
using RocketMq.Protocol;

namespace RocketMq.Producing;

/// <summary>When a message is to be delivered: so much later, or at a time.</summary>
/// <param name="DueTime">The same as a time of this client's clock.</param>
/// <param name="Delay">So much later; null for a time.</param>
internal readonly record struct Schedule(DateTimeOffset DueTime, TimeSpan? Delay)
{
    /// <summary>A delay goes out as a delay, so that it counts from the broker's own clock and a difference of clocks does no harm.</summary>
    public SystemFields ToTimer() =>
        Delay is { } delay
            ? new(Property(MessagePropertyNames.TimerDelayMs, (long)Math.Ceiling(delay.TotalMilliseconds)), NeedsTimers: true)
            : new(Property(MessagePropertyNames.TimerDeliverMs, DueMilliseconds), NeedsTimers: true);

    public static SystemFields ToLevel(int level) => new(Property(MessagePropertyNames.DelayLevel, level));

    private long DueMilliseconds =>
        (DueTime.UtcTicks - DateTimeOffset.UnixEpoch.Ticks + TimeSpan.TicksPerMillisecond - 1) / TimeSpan.TicksPerMillisecond;

    private static Dictionary<string, string> Property(string name, long value) =>
        new() { [name] = value.ToString(CultureInfo.InvariantCulture) };
}
