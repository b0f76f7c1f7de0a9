using RocketMq.Consuming;
using RocketMq.Routing;

namespace RocketMq.Telemetry;

/// <summary>A running consumer as <see cref="QueueGauges"/> sees it.</summary>
internal interface IGaugedConsumer
{
    string GroupName { get; }

    string ClientId { get; }

    /// <summary>Whether its queues are locked at the brokers.</summary>
    bool NeedsLocks { get; }

    /// <summary>How users see the names of queues.</summary>
    ResourceNames Names { get; }

    IEnumerable<ProcessQueue> Queues { get; }

    TimeProvider Time { get; }
}
