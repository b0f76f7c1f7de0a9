using System.Globalization;
using RocketMq.Protocol;

namespace RocketMq.Broker.Scheduling;

/// <summary>What the properties of a message say about its time (broker reference 4.10).</summary>
/// <param name="DeliverAt">Milliseconds since 1970; null where the value is no number.</param>
/// <param name="Recalled">The message that this one takes back, as <see cref="KeyOf"/> writes it; null for a message of its own.</param>
internal readonly record struct TimerRequest(long? DeliverAt, string? Recalled)
{
    private const long MillisecondsPerSecond = 1000;

    /// <summary>Of several properties the first in this order counts: seconds from now, milliseconds from now, absolute milliseconds.</summary>
    public static TimerRequest From(IReadOnlyDictionary<string, string> properties, long now)
    {
        var deliverAt =
            properties.TryGetValue(MessagePropertyNames.TimerDelaySec, out var text) ? now + (Parse(text) * MillisecondsPerSecond)
            : properties.TryGetValue(MessagePropertyNames.TimerDelayMs, out text) ? now + Parse(text)
            : Parse(properties.GetValueOrDefault(MessagePropertyNames.TimerDeliverMs));
        return new TimerRequest(deliverAt, properties.GetValueOrDefault(MessagePropertyNames.TimerDelUniqkey));
    }

    public static string KeyOf(string topic, string uniqueKey) => $"{topic}+{uniqueKey}";

    // No clock reaches beyond this; a larger number would only overflow on the way to being refused as too far off.
    private static long? Parse(string? text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? Math.Clamp(number, -uint.MaxValue * MillisecondsPerSecond, uint.MaxValue * MillisecondsPerSecond)
            : null;
}
