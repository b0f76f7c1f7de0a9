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
            ? Fields(MessagePropertyNames.TimerDelayMs, (long)Math.Ceiling(delay.TotalMilliseconds))
            : Fields(
                MessagePropertyNames.TimerDeliverMs,
                (DueTime.UtcTicks - DateTimeOffset.UnixEpoch.Ticks + TimeSpan.TicksPerMillisecond - 1) / TimeSpan.TicksPerMillisecond
            );

    public static SystemFields ToLevel(int level) => Fields(MessagePropertyNames.DelayLevel, level);

    private static SystemFields Fields(string name, long value) =>
        new(new Dictionary<string, string> { [name] = value.ToString(CultureInfo.InvariantCulture) });
}
