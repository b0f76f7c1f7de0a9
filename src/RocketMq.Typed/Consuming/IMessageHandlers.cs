namespace RocketMq.Typed;

/// <summary>The handlers of one consumer group. Implemented by generated code on classes with <see cref="ConsumerGroupAttribute"/>.</summary>
/// <typeparam name="TSelf">The class.</typeparam>
public interface IMessageHandlers<TSelf>
    where TSelf : class, IMessageHandlers<TSelf>
{
    /// <summary>The group's facts.</summary>
    static abstract ConsumerGroupDescriptor Descriptor { get; }

    /// <summary>Hands a message to the handler of its contract.</summary>
    /// <param name="handlers">The object whose handlers are called.</param>
    /// <param name="message">The message.</param>
    /// <param name="dispatch">Decodes, counts and applies the group's policies.</param>
    /// <param name="cancellationToken">Passed to the handler.</param>
    /// <returns>What becomes of the message.</returns>
    static abstract ValueTask<ConsumeResult> DispatchAsync(
        TSelf handlers,
        ReceivedMessage message,
        MessageDispatch dispatch,
        CancellationToken cancellationToken
    );
}
