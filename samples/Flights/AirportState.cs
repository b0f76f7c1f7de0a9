namespace Flights;

/// <summary>
/// What is known of one airport after the flights seen so far. Every figure but the count depends on the order of the flights, so a single swap, loss or repetition
/// shows in it.
/// </summary>
/// <param name="Flights">Flights seen.</param>
/// <param name="SmoothedDelay">Exponentially smoothed delay in minutes, the newest flight weighing a tenth.</param>
/// <param name="LateStreak">Late flights since the last one on time.</param>
/// <param name="LongestLateStreak">The longest such streak.</param>
/// <param name="Chain">A hash over all flights in their order.</param>
internal readonly record struct AirportState(int Flights, double SmoothedDelay, int LateStreak, int LongestLateStreak, ulong Chain)
{
    internal AirportState After(DateTime departure, int delayMinutes, bool late)
    {
        int streak = late ? LateStreak + 1 : 0;
        ulong chain = (Chain ^ ((ulong)departure.Ticks + (uint)delayMinutes)) * 1_099_511_628_211UL;
        return new AirportState(
            Flights + 1,
            (SmoothedDelay * 0.9) + (delayMinutes * 0.1),
            streak,
            Math.Max(LongestLateStreak, streak),
            chain
        );
    }
}
