namespace RocketMq.Consuming;

/// <summary>What one worker takes up at once in a concurrent consumer: one message, or several of one queue.</summary>
/// <param name="Single">The message, for a handler of one.</param>
/// <param name="Batch">The messages, for a handler of many; else null.</param>
internal readonly record struct ConcurrentWork(Delivery Single, Delivery[]? Batch);
