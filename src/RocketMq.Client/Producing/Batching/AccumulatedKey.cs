using RocketMq.Protocol;

namespace RocketMq.Producing;

/// <summary>What messages of one batch have in common.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Queue">The queue if the caller selected one.</param>
/// <param name="WaitForStore">Whether the broker answers only when flush and replication are done.</param>
/// <remarks>Tags and keys need not be equal: each message keeps its own, because the batch itself has none.</remarks>
internal readonly record struct AccumulatedKey(string Topic, MessageQueue? Queue, bool WaitForStore);
