namespace RocketMq.Testing;

/// <summary>What RocketMQ promises, as rules. Combine them as the consumers that were watched promise it.</summary>
public static class HistoryRules
{
    /// <summary>
    /// Every acknowledged message was handled with success in the end, or became a dead letter: its handler said so, or its last attempt failed.
    /// </summary>
    /// <param name="maxAttempts">The attempt after whose failure a message becomes a dead letter; null when there is no such limit.</param>
    public static IHistoryRule NothingLost(int? maxAttempts = null) => new NothingLostRule(maxAttempts);

    /// <summary>Every delivered message was sent before.</summary>
    public static IHistoryRule NothingInvented { get; } = new NothingInventedRule();

    /// <summary>
    /// A message comes again only for a reason: it failed, its queue went to another member, its member was lost or gave the queue up, the group was
    /// reset, or the producer stored it twice.
    /// </summary>
    public static IHistoryRule DuplicatesExplained { get; } = new DuplicatesExplainedRule();

    /// <summary>In every queue messages are begun in their order, none before its predecessor is done. For orderly consumers.</summary>
    /// <param name="maxAttempts">The attempt after whose failure a message is passed over; null when there is no such limit.</param>
    public static IHistoryRule OrderPerQueue(int? maxAttempts = null) => new QueueOrderRule(maxAttempts);

    /// <summary>A message begins only after every message of its key that was acknowledged before its send began is done. For orderly consumers.</summary>
    public static IHistoryRule OrderPerKey { get; } = new KeyOrderRule();

    /// <summary>No two handlers run for one queue at the same time, except for those of lost members. For orderly consumers.</summary>
    public static IHistoryRule OneOwner { get; } = new OneOwnerRule(perKey: false);

    /// <summary>No two handlers run for one key of a queue at the same time, except for those of lost members. For consumers that keep order per key.</summary>
    public static IHistoryRule OneHandlerPerKey { get; } = new OneOwnerRule(perKey: true);

    /// <summary>Committed offsets only grow, except to where an administrator reset them.</summary>
    public static IHistoryRule OffsetsForward { get; } = new OffsetsForwardRule(allowsTwoOwners: false);

    /// <summary>
    /// Committed offsets only grow, except to where an administrator reset them, and except while two members had the queue at once and until the last
    /// commit of the one that gave it up, 10 seconds at most: nothing keeps concurrent consumers from that while one of them does not know yet that it was
    /// thrown out, and brokers take whatever offset they are told.
    /// </summary>
    public static IHistoryRule OffsetsForwardPerOwner { get; } = new OffsetsForwardRule(allowsTwoOwners: true);

    /// <summary>No message is begun before its time.</summary>
    public static IHistoryRule NeverEarly { get; } = new NeverEarlyRule();

    /// <summary>What a concurrent consumer group promises.</summary>
    /// <param name="maxAttempts">The attempts that the group has; null for no limit.</param>
    public static IReadOnlyList<IHistoryRule> Concurrent(int? maxAttempts = null) => [.. Any(maxAttempts), OffsetsForwardPerOwner];

    /// <summary>What an orderly consumer group promises.</summary>
    /// <param name="maxAttempts">The attempts that the group has; null for no limit.</param>
    public static IReadOnlyList<IHistoryRule> Orderly(int? maxAttempts = null) =>
        [.. Any(maxAttempts), OffsetsForward, OrderPerQueue(maxAttempts), OrderPerKey, OneOwner];

    /// <summary>What a group promises that keeps the order of each key inside a queue and nothing beyond.</summary>
    /// <param name="maxAttempts">The attempts that the group has; null for no limit.</param>
    public static IReadOnlyList<IHistoryRule> OrderlyPerKey(int? maxAttempts = null) =>
        [.. Any(maxAttempts), OffsetsForward, OrderPerKey, OneHandlerPerKey];

    private static IReadOnlyList<IHistoryRule> Any(int? maxAttempts) =>
        [NothingLost(maxAttempts), NothingInvented, DuplicatesExplained, NeverEarly];
}
