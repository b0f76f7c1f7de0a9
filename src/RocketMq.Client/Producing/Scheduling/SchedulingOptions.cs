namespace RocketMq;

/// <summary>How messages are sent that are to be delivered later.</summary>
public sealed class SchedulingOptions
{
    /// <summary>By timers or by delay levels.</summary>
    /// <value><see cref="SchedulingMode.Automatic"/> by default.</value>
    public SchedulingMode Mode { get; set; } = SchedulingMode.Automatic;

    /// <summary>The longest delay; a longer one is refused before anything is sent.</summary>
    /// <value>3 days by default, as on the broker (<c>timerMaxDelaySec</c>); must be positive.</value>
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromDays(3);
}
