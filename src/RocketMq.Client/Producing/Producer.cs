using RocketMq.Producing;
using RocketMq.Protocol;
using RocketMq.Requesting;
using RocketMq.Sessions;

namespace RocketMq;

/// <summary>Sends messages. Created by <see cref="RocketMqClient.CreateProducer"/>.</summary>
/// <remarks>
/// Thread-safe; use one for all messages of a group and send as many at once as you like: concurrent sends share one connection per
/// broker and travel together. A send that fails because of a broker is tried again within <see cref="ProducerOptions.SendTimeout"/>;
/// a failure whose request may have been stored says so, and sending again then can deliver the message twice.
/// </remarks>
public sealed partial class Producer : IAsyncDisposable, ISessionProducer
{
    private readonly ClientSession _session;
    private readonly SendPipeline _pipeline;
    private readonly ScheduledSends _scheduledSends;
    private readonly Recalls _recalls;
    private readonly Requester _requester;
    private readonly Responder _responder;
    private int _disposed;

    internal Producer(ClientSession session, ProducerOptions options)
        : this(session, options, isObserved: true) { }

    private Producer(ClientSession session, ProducerOptions options, bool isObserved)
    {
        ProducerSettings settings = ProducerSettings.From(options, session.Settings.Names);
        Group = settings.Group;
        _session = session;
        _pipeline = new SendPipeline(session, settings, isObserved);
        _scheduledSends = new ScheduledSends(_pipeline);
        _recalls = new Recalls(session, settings);
        _requester = new Requester(_pipeline, session.Replies);
        _responder = new Responder(_pipeline);
        session.Register(this);
    }

    /// <summary>A producer for what the client sends on its own behalf.</summary>
    internal static Producer CreateInternal(ClientSession session, ProducerOptions options) => new(session, options, isObserved: false);

    /// <summary>The producer group.</summary>
    public string Group { get; }

    internal SendPipeline Pipeline => _pipeline;

    /// <summary>What the producer has done so far; cheap enough to be read every second.</summary>
    public ProducerStatistics Statistics => _pipeline.Statistics;

    string ISessionProducer.Group => _pipeline.Settings.WireGroup;

    /// <summary>Sends to the next queue in turn and waits for the broker's answer.</summary>
    /// <param name="message">What to send; must not be changed until the send has completed.</param>
    /// <param name="cancellationToken">Stops waiting and retrying. A request that was already handed over will still be stored.</param>
    /// <returns>Where the message was stored. Anything but <see cref="SendStatus.Stored"/> is a success with reservations.</returns>
    /// <exception cref="RocketMqException">The message is not valid, has no route, or was refused or not answered by the brokers.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The producer or its client was disposed.</exception>
    public ValueTask<SendReceipt> SendAsync(Message message, CancellationToken cancellationToken = default) =>
        _pipeline.SendAsync(message, QueueSelection.RoundRobin, cancellationToken);

    /// <summary>Sends to the selected queue and waits for the broker's answer.</summary>
    /// <param name="message">What to send; must not be changed until the send has completed.</param>
    /// <param name="selection">Which queue; a fixed one stays on its broker when it is tried again, see <see cref="QueueSelection"/>.</param>
    /// <param name="cancellationToken">Stops waiting and retrying. A request that was already handed over will still be stored.</param>
    /// <returns>Where the message was stored.</returns>
    /// <inheritdoc cref="SendAsync(Message, CancellationToken)" path="/exception"/>
    public ValueTask<SendReceipt> SendAsync(Message message, in QueueSelection selection, CancellationToken cancellationToken = default) =>
        _pipeline.SendAsync(message, selection, cancellationToken);

    /// <summary>Sends messages of one topic together, which takes one request for as many as fit into <see cref="ProducerOptions.MaxMessageSize"/>.</summary>
    /// <param name="messages">
    /// What to send: of one topic that is no retry topic, with equal <see cref="Message.WaitForStore"/>; none of it, nor the list, must be
    /// changed until the send has completed. Bodies are not compressed, unless only one message fits into a request.
    /// </param>
    /// <param name="cancellationToken">Stops waiting and retrying. A request that was already handed over will still be stored.</param>
    /// <returns>Where each message was stored, in the order of the batch; the messages of one request lie one behind the other in one queue.</returns>
    /// <exception cref="ArgumentException">The batch is empty or has a null in it.</exception>
    /// <exception cref="RocketMqException">The messages do not belong together, or one is not valid; nothing was sent then.</exception>
    /// <exception cref="BatchSendException">A request was refused or not answered; it names the messages that were stored.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled before a part of the batch was stored.</exception>
    /// <exception cref="ObjectDisposedException">The producer or its client was disposed.</exception>
    /// <remarks>
    /// Each request has the whole <see cref="ProducerOptions.SendTimeout"/> and its retries. They go out one after the other, and the
    /// first that fails ends the batch: what is missing is then always its end.
    /// </remarks>
    public ValueTask<IReadOnlyList<SendReceipt>> SendBatchAsync(
        IReadOnlyList<Message> messages,
        CancellationToken cancellationToken = default
    ) => _pipeline.SendBatchAsync(messages, QueueSelection.RoundRobin, cancellationToken);

    /// <summary>Sends messages of one topic together to the selected queue.</summary>
    /// <param name="messages">What to send, see <see cref="SendBatchAsync(IReadOnlyList{Message}, CancellationToken)"/>.</param>
    /// <param name="selection">Which queue; a function sees the first message. A selected queue holds the whole batch.</param>
    /// <param name="cancellationToken">Stops waiting and retrying. A request that was already handed over will still be stored.</param>
    /// <returns>Where each message was stored, in the order of the batch.</returns>
    /// <inheritdoc cref="SendBatchAsync(IReadOnlyList{Message}, CancellationToken)" path="/exception"/>
    public ValueTask<IReadOnlyList<SendReceipt>> SendBatchAsync(
        IReadOnlyList<Message> messages,
        in QueueSelection selection,
        CancellationToken cancellationToken = default
    ) => _pipeline.SendBatchAsync(messages, selection, cancellationToken);

    /// <summary>Sends to the next queue in turn without an answer: fast, and lost without notice if the broker does not take it.</summary>
    /// <param name="message">What to send; must not be changed until the call has completed.</param>
    /// <param name="cancellationToken">Stops waiting for room on the connection.</param>
    /// <returns>Completes when the connection has taken the message; waits while the connection is full.</returns>
    /// <inheritdoc cref="SendAsync(Message, CancellationToken)" path="/exception"/>
    public ValueTask SendOneWayAsync(Message message, CancellationToken cancellationToken = default) =>
        _pipeline.SendOneWayAsync(message, QueueSelection.RoundRobin, cancellationToken);

    /// <summary>Sends to the selected queue without an answer.</summary>
    /// <param name="message">What to send; must not be changed until the call has completed.</param>
    /// <param name="selection">Which queue.</param>
    /// <param name="cancellationToken">Stops waiting for room on the connection.</param>
    /// <returns>Completes when the connection has taken the message; waits while the connection is full.</returns>
    /// <inheritdoc cref="SendAsync(Message, CancellationToken)" path="/exception"/>
    public ValueTask SendOneWayAsync(Message message, in QueueSelection selection, CancellationToken cancellationToken = default) =>
        _pipeline.SendOneWayAsync(message, selection, cancellationToken);

    /// <summary>The queues of a topic that can be written, in the order that <see cref="QueueSelection.By"/> sees them.</summary>
    /// <param name="topic">The topic. One that does not exist yet has the queues that a first send would create.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="RocketMqException">The topic has no route, or no name server answers.</exception>
    /// <exception cref="ObjectDisposedException">The producer or its client was disposed.</exception>
    public ValueTask<IReadOnlyList<MessageQueue>> GetPublishQueuesAsync(string topic, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(topic);
        return _pipeline.GetQueuesAsync(topic, cancellationToken);
    }

    /// <summary>
    /// Refuses new sends, ends requests that wait for a reply, waits for sends under way (at most <see cref="ProducerOptions.SendTimeout"/>), and
    /// leaves the group. Idempotent.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        _requester.Close();
        await _pipeline.CloseAsync().ConfigureAwait(false);
        await _session.UnregisterAsync(this, CancellationToken.None).ConfigureAwait(false);
    }
}
