namespace RocketMq.Typed;

/// <summary>Sends the messages of one contract to any queue of its topic. Thread-safe.</summary>
/// <typeparam name="T">The contract.</typeparam>
public interface IProducer<T>
    where T : IRocketMessage<T>
{
    /// <summary>Sends a message and waits until the broker has stored it.</summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Ends the waiting; a message that is on its way may be stored all the same.</param>
    /// <returns>Where the message was stored.</returns>
    /// <exception cref="ArgumentException">A message key or property of it cannot be sent; the exception names it.</exception>
    /// <exception cref="BodyFormatException">Its body cannot be written.</exception>
    /// <exception cref="RocketMqException">It could not be sent; the exception says why and what to do.</exception>
    ValueTask<SendReceipt> SendAsync(T message, CancellationToken cancellationToken = default);

    /// <summary>Sends a message without waiting for the broker's answer: it may be lost without an error.</summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Ends the attempt to send.</param>
    /// <exception cref="ArgumentException">A message key or property of it cannot be sent; the exception names it.</exception>
    /// <exception cref="BodyFormatException">Its body cannot be written.</exception>
    /// <exception cref="RocketMqException">No broker could be reached.</exception>
    ValueTask SendOneWayAsync(T message, CancellationToken cancellationToken = default);
}
