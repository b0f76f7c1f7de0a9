using RocketMq.Consuming;
using RocketMq.Protocol;
using RocketMq.Sessions;

namespace RocketMq;

/// <summary>
/// Receives the messages of a consumer group: this client's share of the queues is pulled with long polling and every message handed to the handler.
/// Delivery is at least once: a message can come again after a crash or when queues move between members.
/// </summary>
/// <remarks>Thread-safe. Created by <see cref="RocketMqClient.CreatePushConsumer(PushConsumerOptions, MessageHandler)"/>; it does nothing before <see cref="StartAsync"/>.</remarks>
public sealed class PushConsumer : IAsyncDisposable
{
    private readonly ConsumerRuntime _runtime;
    private readonly SemaphoreSlim _transition = new(1, 1);
    private Stage _stage = Stage.Created;

    internal PushConsumer(ClientSession session, PushConsumerOptions options, UserHandler handler)
    {
        ArgumentNullException.ThrowIfNull(options);
        Settings = ConsumerSettings.Create(options, session.Time, session.Settings.Names);
        _runtime = new ConsumerRuntime(ConsumerContext.Create(session, Settings, handler));
    }

    private enum Stage
    {
        Created,
        Running,
        Disposed,
    }

    /// <summary>
    /// Raised after queues were taken over or given up, from a pool thread; must not block. An exception is logged. For a queue in
    /// <see cref="QueueAssignmentChange.Released"/> no handler of this consumer runs any more.
    /// </summary>
    public event Action<QueueAssignmentChange>? AssignmentChanged
    {
        add => _runtime.AssignmentChanged += value;
        remove => _runtime.AssignmentChanged -= value;
    }

    /// <summary>The consumer group.</summary>
    public string Group => Settings.Names.Unwrap(_runtime.Group);

    /// <summary>The queues this consumer reads at the moment, in order; those of the retry topic are among them.</summary>
    public IReadOnlyCollection<MessageQueue> AssignedQueues => _runtime.AssignedQueues;

    /// <summary>What is subscribed at the moment: topic to expression.</summary>
    public IReadOnlyDictionary<string, FilterExpression> Subscriptions => _runtime.Subscriptions;

    /// <summary>What was done so far.</summary>
    public PushConsumerStatistics Statistics => _runtime.Statistics;

    internal ConsumerSettings Settings { get; }

    /// <summary>Joins the group and begins to consume.</summary>
    /// <param name="cancellationToken">Gives up starting; the consumer can be started again.</param>
    /// <returns>
    /// Completes when this member's share of the queues is taken over, as far as brokers and other members let it have it at once. From then on,
    /// with <see cref="ConsumeFrom.Last"/>, no message sent to these queues is missed. A topic that does not exist yet is picked up when it appears.
    /// </returns>
    /// <exception cref="RocketMqException">
    /// No name server answers (NameServerUnreachable), another consumer of this client uses the group (DuplicateGroup), a broker cannot compile an
    /// SQL92 expression (InvalidSubscription) or does not filter by any (NotSupported). It can be started again.
    /// </exception>
    /// <exception cref="InvalidOperationException">It was started before.</exception>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public async ValueTask StartAsync(CancellationToken cancellationToken = default)
    {
        await _transition.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_stage == Stage.Disposed, this);
            if (_stage == Stage.Running)
                throw new InvalidOperationException($"The consumer of group '{Group}' is started already.");

            await _runtime.StartAsync(cancellationToken).ConfigureAwait(false);
            _stage = Stage.Running;
        }
        finally
        {
            _transition.Release();
        }
    }

    /// <summary>Subscribes to a topic, or to other tags of a topic that is subscribed already; also while the consumer runs.</summary>
    /// <param name="topic">The topic; it need not exist yet.</param>
    /// <param name="expression"><c>*</c> (default) for all messages, or the wanted tags: <c>created || cancelled</c>.</param>
    /// <param name="cancellationToken">Stops waiting; once the topic's route is known and the expression checked, the subscription is made all the same.</param>
    /// <returns>As the other overload.</returns>
    /// <exception cref="ArgumentException">The topic or the expression is not usable.</exception>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public ValueTask SubscribeAsync(string topic, string expression = "*", CancellationToken cancellationToken = default) =>
        SubscribeAsync(topic, FilterExpression.Tags(expression), cancellationToken);

    /// <summary>Subscribes to a topic, or to another part of a topic that is subscribed already; also while the consumer runs.</summary>
    /// <param name="topic">The topic; it need not exist yet.</param>
    /// <param name="expression">The wanted messages, by tags or by an SQL92 condition over their properties.</param>
    /// <param name="cancellationToken">Stops waiting; once the topic's route is known and the expression checked, the subscription is made all the same.</param>
    /// <returns>
    /// Completes when this member's share of the topic's queues is taken over, as far as it can be had at once. A queue without committed offset begins
    /// where <see cref="PushConsumerOptions.From"/> says. While the consumer is paused, or not started, nothing is taken over yet.
    /// </returns>
    /// <remarks>
    /// All members of a group must subscribe alike. With another expression for a subscribed topic, handler calls that run are awaited (as in
    /// <see cref="PushConsumerOptions.DrainTimeout"/>) and the queues go on from where they are consumed to. A handler of this consumer, and what it
    /// starts, does not wait for handler calls, its own among them: the new expression holds for a queue when the calls that run for it have ended.
    /// Changes follow each other, and a disposal or a change made elsewhere may be waiting for this very handler: pass it the handler's token.
    /// </remarks>
    /// <exception cref="ArgumentException">The topic is not usable.</exception>
    /// <exception cref="RocketMqException">A broker refuses the expression, or no name server answers; nothing has changed then.</exception>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public async ValueTask SubscribeAsync(string topic, FilterExpression expression, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(expression);
        if (!TopicRules.IsValidTopic(topic, out string? reason))
            throw new ArgumentException($"The topic '{topic}' cannot be subscribed: {reason}", nameof(topic));

        await _transition.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_stage == Stage.Disposed, this);
            await _runtime
                .SubscribeAsync(Settings.Names.Wrap(topic), expression, _stage == Stage.Running, cancellationToken)
                .ConfigureAwait(false);
        }
        finally
        {
            _transition.Release();
        }
    }

    /// <summary>Stops reading a topic: its queues are given up as on disposal, with their offsets committed, and the brokers are told.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="cancellationToken">Stops waiting; the topic is given up all the same.</param>
    /// <returns>False when it was not subscribed. Otherwise no handler call for the topic runs any more, unless one ignores its cancelled token.</returns>
    /// <remarks>
    /// A handler of this consumer, and what it starts, does not wait for handler calls, its own among them: no further ones begin, and the queues are given
    /// up when those that run have ended. Changes follow each other, and a disposal or a change made elsewhere may be waiting for this very handler: pass
    /// it the handler's token.
    /// </remarks>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public async ValueTask<bool> UnsubscribeAsync(string topic, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(topic);
        await _transition.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_stage == Stage.Disposed, this);
            return await _runtime
                .UnsubscribeAsync(Settings.Names.Wrap(topic), _stage == Stage.Running, cancellationToken)
                .ConfigureAwait(false);
        }
        finally
        {
            _transition.Release();
        }
    }

    /// <summary>
    /// Stops asking for messages until <see cref="Resume"/>. What was pulled already is handled; queues are kept, and none are taken over.
    /// </summary>
    public void Pause() => _runtime.Pause();

    /// <summary>Asks for messages again after <see cref="Pause"/>.</summary>
    public void Resume() => _runtime.Resume();

    /// <summary>
    /// Leaves the group without losing or repeating work: stops pulling, waits up to <see cref="PushConsumerOptions.DrainTimeout"/> for running
    /// handler calls, then cancels their token; commits offsets, gives orderly locks back and unregisters. Messages that were pulled and not begun stay with
    /// the broker for the next owner. Idempotent; never throws. Dispose consumers before their client.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        await _transition.WaitAsync().ConfigureAwait(false);
        try
        {
            Stage before = _stage;
            _stage = Stage.Disposed;
            if (before == Stage.Running)
                await _runtime.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            _transition.Release();
        }
    }
}
