namespace RocketMq;

/// <summary>Handles one message.</summary>
/// <param name="message">The message; valid until the call ends. Keep <see cref="ReceivedMessage.Detach"/> of it if need be.</param>
/// <param name="cancellationToken">
/// Cancelled when the consumer is disposed and <see cref="PushConsumerOptions.DrainTimeout"/> is over, when the message's queue is taken away and
/// the same time is over, or when the call takes longer than <see cref="PushConsumerOptions.ConsumeTimeout"/>.
/// </param>
/// <returns>
/// What becomes of the message. An exception counts as <see cref="ConsumeResult.RetryLater()"/>, in an orderly consumer as
/// <see cref="ConsumeResult.Suspend"/>, and is logged with topic, queue and offset.
/// </returns>
/// <remarks>Called from the thread pool; a handler should not block its thread.</remarks>
public delegate ValueTask<ConsumeResult> MessageHandler(ReceivedMessage message, CancellationToken cancellationToken);
