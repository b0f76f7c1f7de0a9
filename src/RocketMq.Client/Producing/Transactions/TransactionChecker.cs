namespace RocketMq;

/// <summary>Tells a broker what became of the local transaction of a message for which it received no decision.</summary>
/// <remarks>
/// Brokers ask any producer of the group, also in another process and after a restart, so the answer must come from what the local
/// transaction left in durable, shared storage. Called from pool threads, several times at once, and again for the same message as long as
/// the answer is <see cref="TransactionOutcome.Unknown"/>.
/// </remarks>
/// <param name="check">The message in question.</param>
/// <param name="cancellationToken">Cancelled when <see cref="TransactionOptions.CheckTimeout"/> is over or the producer is disposed.</param>
/// <returns>The outcome. An exception, or no answer in time, counts as <see cref="TransactionOutcome.Unknown"/>; its text goes to the broker's log.</returns>
public delegate ValueTask<TransactionOutcome> TransactionChecker(TransactionCheck check, CancellationToken cancellationToken);
