using RocketMq;

namespace Flights;

/// <summary>Sends the flights of each airport one after the other, and the airports side by side.</summary>
internal sealed class FlightSender(FlightsMessages messages, string run, int inFlight)
{
    internal Task SendAllAsync(IEnumerable<FlightRecord> flights, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            flights.GroupBy(flight => flight.Origin),
            new ParallelOptions { MaxDegreeOfParallelism = inFlight, CancellationToken = cancellationToken },
            SendAirportAsync
        );

    private async ValueTask SendAirportAsync(IEnumerable<FlightRecord> airport, CancellationToken cancellationToken)
    {
        foreach (FlightRecord flight in airport)
        {
            await SendAsync(flight, cancellationToken);
        }
    }

    private ValueTask<SendReceipt> SendAsync(FlightRecord flight, CancellationToken cancellationToken) =>
        flight.IsLate
            ? messages.LateFlight.SendAsync(
                new(flight.Origin, flight.Destination, flight.Departure, flight.Delay, flight.Distance, run),
                cancellationToken
            )
            : messages.OnTimeFlight.SendAsync(
                new(flight.Origin, flight.Destination, flight.Departure, flight.Delay, flight.Distance, run),
                cancellationToken
            );
}
