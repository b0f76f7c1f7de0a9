using RocketMq.Typed;

namespace RocketMq.Interop.Tests;

/// <summary>One member of the group, which notes what it handled of one run.</summary>
[ConsumerGroup("interop-depot", Mode = ConsumeMode.Orderly)]
internal sealed partial class Depot(string run, string member, Arrivals<(string Parcel, int Station)> arrivals, HashSet<string> members)
{
    public async ValueTask HandleAsync(ParcelMoved moved, CancellationToken ct)
    {
        if (moved.Run != run)
            return;
        await Task.Yield();
        lock (members)
            members.Add(member);
        arrivals.Add((moved.ParcelId, moved.Station));
    }
}
