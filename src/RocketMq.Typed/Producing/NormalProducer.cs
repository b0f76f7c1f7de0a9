namespace RocketMq.Typed;

/// <summary>Sends the messages of one contract through a client's producer, which it does not own. Thread-safe.</summary>
/// <typeparam name="T">The contract.</typeparam>
/// <param name="producer">The client's producer.</param>
public sealed class NormalProducer<T>(Producer producer) : IProducer<T>
    where T : IRocketMessage<T>
{
    /// <inheritdoc/>
    public ValueTask<SendReceipt> SendAsync(T message, CancellationToken cancellationToken = default) =>
        producer.SendAsync(OutgoingMessage.Create(message), cancellationToken);

    /// <inheritdoc/>
    public ValueTask SendOneWayAsync(T message, CancellationToken cancellationToken = default) =>
        producer.SendOneWayAsync(OutgoingMessage.Create(message), cancellationToken);
}
