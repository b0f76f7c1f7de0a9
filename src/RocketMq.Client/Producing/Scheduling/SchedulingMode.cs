namespace RocketMq;

/// <summary>How a producer has messages delivered later.</summary>
public enum SchedulingMode
{
    /// <summary>By timers where every broker of the topic has them, else by the next longer delay level; the receipt says which.</summary>
    Automatic = 0,

    /// <summary>By timers (brokers since 5.0 with <c>timerWheelEnable</c>): any time, precise to a second. Without timers the send fails.</summary>
    Timers = 1,

    /// <summary>By the next longer of the 18 delay levels, which every broker has: at most 2 hours, and cannot be recalled.</summary>
    Levels = 2,
}
