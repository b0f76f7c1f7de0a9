namespace RocketMq.Typed;

/// <summary>Sends the messages of one FIFO contract through a client's producer, which it does not own. Thread-safe.</summary>
/// <typeparam name="T">The contract.</typeparam>
/// <param name="producer">The client's producer.</param>
public sealed class FifoProducer<T>(Producer producer) : IFifoProducer<T>
    where T : IFifoMessage<T>
{
    /// <inheritdoc/>
    public ValueTask<SendReceipt> SendAsync(T message, CancellationToken cancellationToken = default) =>
        producer.SendAsync(OutgoingMessage.CreateFifo(message), QueueSelection.ByHash(T.HashOrderKey(message)), cancellationToken);
}
