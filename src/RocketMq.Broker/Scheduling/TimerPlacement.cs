using RocketMq.Broker.Storage;
using RocketMq.Protocol;

namespace RocketMq.Broker.Scheduling;

/// <summary>Where a message with a time of its own went, and what it can be recalled with while it waits.</summary>
internal readonly record struct TimerPlacement(AppendedRecord Record, Utf8Text RecallHandle);
