namespace RocketMq;

public sealed partial class Producer
{
    /// <summary>Sends a request to the next queue in turn and waits for the reply of a consumer.</summary>
    /// <param name="message">What to ask; must not be changed until the call has completed.</param>
    /// <param name="timeout">The time until the reply must be here, with everything that comes before; more than zero, at most a day.</param>
    /// <param name="cancellationToken">Stops waiting. The request may have been stored, and will then be answered in vain.</param>
    /// <returns>The first reply. Further ones, and those that come too late, are dropped, counted and logged.</returns>
    /// <remarks>
    /// As many requests as you like may wait at once. Before the first one over a topic the brokers that replies may come through are told
    /// of this producer.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeout"/> is out of its range.</exception>
    /// <exception cref="RocketMqException">
    /// No reply in time (reason NoReply; Java's 10006), or the request could not be sent, as for
    /// <see cref="SendAsync(Message, CancellationToken)"/>.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The producer or its client was disposed, before or during the wait.</exception>
    public Task<Reply> RequestAsync(Message message, TimeSpan timeout, CancellationToken cancellationToken = default) =>
        RequestAsync(message, timeout, QueueSelection.RoundRobin, cancellationToken);

    /// <summary>Sends a request to the selected queue and waits for the reply of a consumer.</summary>
    /// <param name="message">What to ask; must not be changed until the call has completed.</param>
    /// <param name="timeout">The time until the reply must be here; more than zero, at most a day.</param>
    /// <param name="selection">Which queue.</param>
    /// <param name="cancellationToken">Stops waiting. The request may have been stored, and will then be answered in vain.</param>
    /// <inheritdoc cref="RequestAsync(Message, TimeSpan, CancellationToken)"/>
    public Task<Reply> RequestAsync(
        Message message,
        TimeSpan timeout,
        in QueueSelection selection,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(message);
        return _requester.RequestAsync(message, timeout, selection, cancellationToken);
    }

    /// <summary>Answers a request that a consumer received.</summary>
    /// <param name="request">The request (<see cref="ReceivedMessage.IsRequest"/>).</param>
    /// <param name="body">The answer, at least one byte.</param>
    /// <param name="cancellationToken">Stops waiting. A reply that was already handed over will still arrive.</param>
    /// <returns>Completes when the requester has taken the reply; it does so too when it did not wait any more.</returns>
    /// <exception cref="RocketMqException">
    /// The message is no request (InvalidRequest), the requester is not connected any more (NotFound), or the reply could not be sent.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The producer or its client was disposed.</exception>
    public ValueTask<SendReceipt> ReplyAsync(
        ReceivedMessage request,
        ReadOnlyMemory<byte> body,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        return _responder.ReplyAsync(request, body, null, cancellationToken);
    }

    /// <summary>Answers a request that a consumer received, with a tag, keys or properties.</summary>
    /// <param name="request">The request (<see cref="ReceivedMessage.IsRequest"/>).</param>
    /// <param name="body">The answer, at least one byte.</param>
    /// <param name="configure">Sets tag, keys, flag and user properties of the reply.</param>
    /// <param name="cancellationToken">Stops waiting. A reply that was already handed over will still arrive.</param>
    /// <inheritdoc cref="ReplyAsync(ReceivedMessage, ReadOnlyMemory{byte}, CancellationToken)"/>
    public ValueTask<SendReceipt> ReplyAsync(
        ReceivedMessage request,
        ReadOnlyMemory<byte> body,
        Action<Message> configure,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(configure);
        return _responder.ReplyAsync(request, body, configure, cancellationToken);
    }
}
