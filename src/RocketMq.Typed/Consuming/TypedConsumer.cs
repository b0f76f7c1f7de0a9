using Microsoft.Extensions.Logging;
using RocketMq.Protocol;

namespace RocketMq.Typed;

/// <summary>A running consumer whose messages go to the handlers of one group class. Thread-safe; disposing it finishes the running handlers.</summary>
public sealed class TypedConsumer : IAsyncDisposable
{
    private readonly PushConsumer _consumer;
    private readonly MessageDispatch _dispatch;

    private TypedConsumer(PushConsumer consumer, MessageDispatch dispatch)
    {
        _consumer = consumer;
        _dispatch = dispatch;
    }

    /// <summary>The group's name.</summary>
    public string Group => _consumer.Group;

    /// <summary>The queues that this consumer reads now; rebalancing changes them.</summary>
    public IReadOnlyCollection<MessageQueue> AssignedQueues => _consumer.AssignedQueues;

    /// <summary>What became of the messages.</summary>
    public TypedConsumerStatistics Statistics => _dispatch.Statistics;

    /// <summary>The client's consumer behind it.</summary>
    public PushConsumer Consumer => _consumer;

    /// <summary>Stops pulling, lets running handlers finish (within the consumer's drain timeout), commits offsets and leaves the group.</summary>
    public ValueTask DisposeAsync() => _consumer.DisposeAsync();

    internal static async ValueTask<TypedConsumer> StartAsync<THandlers>(
        RocketMqClient client,
        THandlers handlers,
        Action<PushConsumerOptions>? configure,
        CancellationToken cancellationToken
    )
        where THandlers : class, IMessageHandlers<THandlers>
    {
        ConsumerGroupDescriptor group = THandlers.Descriptor;
        var dispatch = new MessageDispatch(group, client.LoggerFactory.CreateLogger<TypedConsumer>());
        PushConsumer consumer = client.CreatePushConsumer(CreateOptions(group, configure), HandleAsync);
        try
        {
            await consumer.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await consumer.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        return new TypedConsumer(consumer, dispatch);

        async ValueTask<ConsumeResult> HandleAsync(ReceivedMessage message, CancellationToken token)
        {
            try
            {
                return await THandlers.DispatchAsync(handlers, message, dispatch, token).ConfigureAwait(false);
            }
            catch
            {
                // The client logs the exception and has the message delivered again.
                dispatch.Statistics.CountFailed();
                throw;
            }
        }
    }

    // The contract decides group, mode and subscription; all else is the caller's.
    private static PushConsumerOptions CreateOptions(ConsumerGroupDescriptor group, Action<PushConsumerOptions>? configure)
    {
        var options = new PushConsumerOptions { Group = group.Group };
        if (group.MaxAttempts is { } attempts)
            options.MaxAttempts = attempts;
        configure?.Invoke(options);
        options.Group = group.Group;
        options.Orderly = group.Mode == ConsumeMode.Orderly;
        foreach (TopicSubscription subscription in group.Subscriptions)
            options.Subscribe(subscription.Topic, subscription.Expression);
        return options;
    }
}
