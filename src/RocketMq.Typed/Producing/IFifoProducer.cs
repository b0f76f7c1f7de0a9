namespace RocketMq.Typed;

/// <summary>Sends the messages of one FIFO contract, each to the queue of its order key. Thread-safe.</summary>
/// <typeparam name="T">The contract.</typeparam>
/// <remarks>
/// Messages of one key keep their order if each is sent after the one before it has been stored. There is no one-way send: a lost message would be a gap.
/// A send that fails is not repeated on another broker, whose queues would take the key out of order.
/// </remarks>
public interface IFifoProducer<T>
    where T : IFifoMessage<T>
{
    /// <summary>Sends a message to the queue of its order key and waits until the broker has stored it.</summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Ends the waiting; a message that is on its way may be stored all the same.</param>
    /// <returns>Where the message was stored.</returns>
    /// <exception cref="ArgumentException">Its order key is null or empty, or a message key or property of it cannot be sent; the exception names it.</exception>
    /// <exception cref="BodyFormatException">Its body cannot be written.</exception>
    /// <exception cref="RocketMqException">It could not be sent; the exception says why and what to do.</exception>
    ValueTask<SendReceipt> SendAsync(T message, CancellationToken cancellationToken = default);
}
