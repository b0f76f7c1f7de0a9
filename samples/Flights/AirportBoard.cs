using System.Collections.Concurrent;

namespace Flights;

/// <summary>
/// The running state of the airports that one consumer sees. Airports are updated concurrently; the updates of one airport rely on the order that the queue
/// gives them and take no lock.
/// </summary>
internal sealed class AirportBoard
{
    private readonly ConcurrentDictionary<string, AirportState> _airports = new();

    internal IReadOnlyDictionary<string, AirportState> Airports => _airports;

    internal void Record(string origin, DateTime departure, int delayMinutes, bool late) =>
        _airports[origin] = _airports.GetValueOrDefault(origin).After(departure, delayMinutes, late);
}
