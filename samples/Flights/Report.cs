using System.Globalization;
using Spectre.Console;

namespace Flights;

/// <summary>Prints the busiest airports, verifies all of them and gives the verdict.</summary>
internal static class Report
{
    private const int RowsShown = 20;

    internal static int Print(FlightRecord[] flights, AirportBoard[] boards, int handled, TimeSpan elapsed)
    {
        Dictionary<string, AirportState> expected = Compute(flights);
        int wrong = 0;
        Table table = new Table()
            .Border(TableBorder.Rounded)
            .AddColumns("airport", "consumer", "flights", "smoothed delay", "longest late streak", "verified");
        foreach (
            (string airport, AirportState truth) in expected
                .OrderByDescending(pair => pair.Value.Flights)
                .ThenBy(pair => pair.Key, StringComparer.Ordinal)
        )
        {
            int[] owners = [.. Enumerable.Range(0, boards.Length).Where(i => boards[i].Airports.ContainsKey(airport))];
            bool verified = owners.Length == 1 && boards[owners[0]].Airports[airport] == truth;
            wrong += verified ? 0 : 1;
            if (table.Rows.Count < RowsShown || !verified)
            {
                table.AddRow(
                    airport,
                    string.Join('+', owners.Select(owner => owner + 1)),
                    Text(truth.Flights),
                    truth.SmoothedDelay.ToString("N1", CultureInfo.InvariantCulture),
                    Text(truth.LongestLateStreak),
                    verified ? "yes" : "NO"
                );
            }
        }
        AnsiConsole.Write(table);
        Console.WriteLine(
            $"{expected.Count} airports, the {Math.Min(RowsShown, expected.Count)} busiest shown; {Text(flights.Count(flight => flight.IsLate))} flights late"
        );
        Console.WriteLine(
            $"{Text(handled)} messages sent and handled in {elapsed.TotalSeconds:N2} s, {handled / elapsed.TotalSeconds:N0} per second"
        );
        bool right = wrong == 0 && handled == flights.Length;
        Console.WriteLine(
            $"Flights: {flights.Length} sent, {handled} handled, {expected.Count - wrong} of {expected.Count} airports verified, {(right ? "all in order" : "MISMATCH")}"
        );
        return right ? 0 : 1;
    }

    private static Dictionary<string, AirportState> Compute(FlightRecord[] flights)
    {
        Dictionary<string, AirportState> airports = [];
        foreach (FlightRecord flight in flights)
        {
            airports[flight.Origin] = airports.GetValueOrDefault(flight.Origin).After(flight.Departure, flight.Delay, flight.IsLate);
        }
        return airports;
    }

    private static string Text(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
