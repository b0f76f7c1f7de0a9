using System.Globalization;
using System.Text.Json;

namespace Flights;

/// <summary>A row of the data set.</summary>
/// <param name="Date">Departure, <c>yyyy/MM/dd HH:mm</c> local time.</param>
/// <param name="Delay">Arrival delay in minutes; negative = early.</param>
/// <param name="Distance">Miles.</param>
/// <param name="Origin">Airport code; the order key.</param>
/// <param name="Destination">Airport code.</param>
internal sealed record FlightRecord(string Date, int Delay, int Distance, string Origin, string Destination)
{
    internal const int LateFromMinutes = 15;

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    internal bool IsLate => Delay >= LateFromMinutes;

    internal DateTime Departure =>
        DateTime.ParseExact(
            Date,
            "yyyy/MM/dd HH:mm",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal
        );

    internal static async Task<FlightRecord[]> ReadAsync(FileInfo file, CancellationToken cancellationToken)
    {
        await using FileStream stream = file.OpenRead();
        return await JsonSerializer.DeserializeAsync<FlightRecord[]>(stream, Json, cancellationToken) ?? [];
    }
}
