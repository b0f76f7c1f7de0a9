namespace RocketMq;

/// <summary>Between which messages of a queue an orderly consumer keeps the order.</summary>
public enum OrderlyScope
{
    /// <summary>Between all of them: one at a time per queue. A message that fails holds its whole queue.</summary>
    Queue = 0,

    /// <summary>
    /// Between those with the same order key (property <c>__SHARDINGKEY</c>, set by sending with an order key); those without are one key of their own.
    /// Different keys of a queue run in parallel, the same key never does, and a message that fails holds its key alone.
    /// </summary>
    /// <remarks>
    /// What is committed is still the smallest offset that is not settled: when a queue moves to another member, messages behind a held one can come again, in their order.
    /// </remarks>
    Key = 1,
}
