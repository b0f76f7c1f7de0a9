using RocketMq.Consuming;

namespace RocketMq.Rebalancing;

/// <summary>A queue of this consumer, with the work that goes on for it: its pull loop, or its release.</summary>
internal sealed record AssignedQueue(ProcessQueue Queue, Task Work);
