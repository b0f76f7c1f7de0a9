namespace RocketMq;

/// <summary>How a transactional send ended.</summary>
/// <param name="Receipt">Where the half message was stored. Its <see cref="SendReceipt.Queue"/> is the one that the message is meant for.</param>
/// <param name="Outcome">What this producer decided.</param>
/// <param name="Failure">
/// Why the broker did not confirm the decision; null if it did, and for <see cref="TransactionOutcome.Unknown"/>, which brokers do not answer.
/// </param>
public readonly record struct TransactionResult(SendReceipt Receipt, TransactionOutcome Outcome, RocketMqException? Failure = null)
{
    /// <summary>The transaction's id.</summary>
    public string TransactionId => Receipt.MessageId;

    /// <summary>
    /// Whether the broker confirmed the decision: a committed message can be received from now on. When false the broker will ask a producer
    /// of the group, usually within a minute; this one answers with its decision as long as it lives, then the checker does.
    /// </summary>
    public bool IsConfirmed => Outcome != TransactionOutcome.Unknown && Failure is null;
}
