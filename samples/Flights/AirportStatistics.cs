using RocketMq.Typed;

namespace Flights;

/// <summary>Keeps the running state of the airports. Right only because the flights of one airport arrive in the order in which they were sent.</summary>
[ConsumerGroup("flight-statistics", Mode = ConsumeMode.Orderly)]
internal sealed partial class AirportStatistics(AirportBoard board, Progress progress)
{
    public ValueTask HandleAsync(LateFlight flight, CancellationToken cancellationToken) =>
        Record(flight.Run, flight.Origin, flight.Departure, flight.DelayMinutes, late: true);

    public ValueTask HandleAsync(OnTimeFlight flight, CancellationToken cancellationToken) =>
        Record(flight.Run, flight.Origin, flight.Departure, flight.DelayMinutes, late: false);

    private ValueTask Record(string run, string origin, DateTime departure, int delayMinutes, bool late)
    {
        if (progress.IsOurs(run))
        {
            board.Record(origin, departure, delayMinutes, late);
            progress.Add();
        }
        return ValueTask.CompletedTask;
    }
}
