using RocketMq.Typed;

namespace Flights;

/// <summary>A flight that arrived less than 15 minutes behind schedule.</summary>
[RocketMessage("flights", Tag = "ontime", Kind = MessageKind.Fifo)]
public sealed partial record OnTimeFlight(
    [property: Key(0), OrderKey] string Origin,
    [property: Key(1)] string Destination,
    [property: Key(2)] DateTime Departure,
    [property: Key(3), MessageProperty("delay")] int DelayMinutes,
    [property: Key(4)] int DistanceMiles,
    [property: Key(5)] string Run
);
