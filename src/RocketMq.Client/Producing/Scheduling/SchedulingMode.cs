namespace RocketMq;

/// <summary>How a producer has messages delivered later.</summary>
public enum SchedulingMode
{
    /// <summary>
    /// By timers, until a broker of the topic turns out to have none; from then on by the next longer delay level. A broker is asked before
    /// the first message of this kind goes there. The receipt says which way was taken.
    /// </summary>
    Automatic = 0,

    /// <summary>By timers (brokers since 5.0 with <c>timerWheelEnable</c>): any time, precise to a second. Without timers the send fails.</summary>
    Timers = 1,

    /// <summary>By the next longer of the 18 delay levels, which every broker has: at most 2 hours, and cannot be recalled.</summary>
    Levels = 2,
}
