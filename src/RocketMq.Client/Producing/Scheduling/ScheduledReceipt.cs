namespace RocketMq;

/// <summary>What became of a message that is to be delivered later.</summary>
/// <param name="Receipt">
/// What the broker answered. Offset and offset id belong to the place where the message waits, not to the one where consumers will find it.
/// </param>
/// <param name="DueTime">
/// When it will be delivered at the earliest, by this client's clock: what was asked for, or with a level the level's delay from now. A broker's
/// timer comes up to a second later.
/// </param>
/// <param name="DelayLevel">The delay level, 1 to 18, that was chosen or asked for; null when a timer of the broker does it.</param>
/// <param name="RecallHandle">
/// What <see cref="Producer.RecallAsync"/> takes the message back with; null for delay levels, for retry topics, and from brokers before
/// 5.3.2: such messages cannot be recalled.
/// </param>
public readonly record struct ScheduledReceipt(SendReceipt Receipt, DateTimeOffset DueTime, int? DelayLevel, string? RecallHandle = null);
