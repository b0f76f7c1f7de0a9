using RocketMq.Typed;

[assembly: RocketMqModule("Interop")]

namespace RocketMq.Interop.Tests;

/// <summary>One station of a parcel. <paramref name="Run"/> tells this run's messages from what earlier runs left on the topic.</summary>
[RocketMessage("interop-parcels", Tag = "moved", Kind = MessageKind.Fifo)]
public sealed partial record ParcelMoved(
    [property: Key(0), OrderKey] string ParcelId,
    [property: Key(1)] string Run,
    [property: Key(2), MessageKey] int Station
);
