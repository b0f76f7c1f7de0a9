using RocketMq.Typed;

namespace Flights;

/// <summary>A flight that arrived 15 minutes or more behind schedule (the limit of the US Department of Transportation).</summary>
[RocketMessage("flights", Tag = "late", Kind = MessageKind.Fifo)]
public sealed partial record LateFlight(
    [property: Key(0), OrderKey] string Origin,
    [property: Key(1)] string Destination,
    [property: Key(2)] DateTime Departure,
    [property: Key(3), MessageProperty("delay")] int DelayMinutes,
    [property: Key(4)] int DistanceMiles,
    [property: Key(5)] string Run
);
