namespace RocketMq;

/// <summary>Handles several messages of one queue in one call.</summary>
/// <param name="batch">
/// The messages, at least one and at most <see cref="PushConsumerOptions.ConsumeBatchSize"/>, in queue order; valid until the call ends (<see cref="ReceivedMessage.Detach"/> what is to
/// be kept). What becomes of each is said with <see cref="ConsumeBatch.SetResult"/> or its shorthands.
/// </param>
/// <param name="cancellationToken">As for <see cref="MessageHandler"/>; the consume timeout counts for the whole call.</param>
/// <returns>
/// Completes when the batch is done. Messages without a result count as consumed; when the handler throws, messages without a result count as failed, and those that
/// have one keep it.
/// </returns>
/// <remarks>
/// <para>A concurrent consumer treats every message by its own result: a failed one comes back later, alone, and its neighbours are done.</para>
/// <para>An orderly consumer goes through the results in order: messages are done up to the first one that is to be retried. That one and all behind it stay and are
/// handed out again together after the pause, whatever their results, since none may overtake it; an attempt is counted for the failed
/// one, and when the handler threw, for all messages without a result. A message whose attempts are used up goes to the dead-letter topic, and those behind it go on.</para>
/// </remarks>
public delegate ValueTask BatchMessageHandler(ConsumeBatch batch, CancellationToken cancellationToken);
