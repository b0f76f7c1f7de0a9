using RocketMq.Protocol;
using RocketMq.Routing;

namespace RocketMq.Producing;

/// <summary>A queue that can be written, with the broker that holds it.</summary>
internal readonly record struct PublishTarget(MessageQueue Queue, Broker Broker);
