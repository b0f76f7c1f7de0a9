namespace RocketMq;

/// <summary>The local transaction that a message belongs to. Runs after the message was stored and before anybody can receive it.</summary>
/// <param name="half">Where the message was stored. Its <see cref="SendReceipt.MessageId"/> is the transaction's id; keep it, or a business key, with what the local transaction writes, so that the checker finds it.</param>
/// <param name="cancellationToken">The token of the send.</param>
/// <returns>
/// What became of it. <see cref="TransactionOutcome.Unknown"/> leaves the decision to the checker. An exception does the same: whether the
/// local transaction took effect is not known then.
/// </returns>
public delegate ValueTask<TransactionOutcome> LocalTransaction(SendReceipt half, CancellationToken cancellationToken);
