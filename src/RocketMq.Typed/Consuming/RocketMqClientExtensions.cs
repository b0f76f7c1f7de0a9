namespace RocketMq.Typed;

/// <summary>Starts typed consumers on a client.</summary>
public static class RocketMqClientExtensions
{
    /// <summary>Starts a consumer whose messages go to the handlers of a group class.</summary>
    /// <typeparam name="THandlers">The class with <see cref="ConsumerGroupAttribute"/>.</typeparam>
    /// <param name="client">The client; one consumer a group. More members of the group run on clients of their own.</param>
    /// <param name="handlers">The object whose handlers are called; by several threads when the group is concurrent or has several queues.</param>
    /// <param name="configure">Sets options such as <see cref="PushConsumerOptions.Concurrency"/>; group, mode and subscriptions are the class's.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="RocketMqException">The consumer could not start; the exception says why and what to do.</exception>
    public static ValueTask<TypedConsumer> StartConsumerAsync<THandlers>(
        this RocketMqClient client,
        THandlers handlers,
        Action<PushConsumerOptions>? configure = null,
        CancellationToken cancellationToken = default
    )
        where THandlers : class, IMessageHandlers<THandlers>
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(handlers);
        return TypedConsumer.StartAsync(client, handlers, configure, cancellationToken);
    }
}
