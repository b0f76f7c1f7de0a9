using RocketMq.Producing;
using RocketMq.Protocol;

namespace RocketMq;

public sealed partial class Producer
{
    /// <summary>Sends a message that is to be delivered after a delay, to the next queue in turn.</summary>
    /// <param name="message">What to send; must not be changed until the send has completed.</param>
    /// <param name="delay">
    /// More than zero, at most <see cref="SchedulingOptions.MaxDelay"/>; fractions of a millisecond are rounded up. It counts from the moment
    /// the broker has the message, by the broker's clock, so clocks need not agree; it begins anew when the send is tried again.
    /// </param>
    /// <param name="cancellationToken">Stops waiting and retrying. A request that was already handed over will still be stored.</param>
    /// <returns>When the message is due, how that is done, and the handle that it can be recalled with.</returns>
    /// <remarks>
    /// Brokers deliver with the whole second in which or with which the delay ends: never early, up to a second late. Before the first send of
    /// this kind to a broker, the broker is asked for its version.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="delay"/> is out of its range.</exception>
    /// <exception cref="RocketMqException">
    /// As for <see cref="SendAsync(Message, CancellationToken)"/>; with reason NotSupported if the brokers have no timers and
    /// <see cref="SchedulingOptions.Mode"/> allows no level, or none is long enough.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The producer or its client was disposed.</exception>
    public ValueTask<ScheduledReceipt> SendAfterAsync(Message message, TimeSpan delay, CancellationToken cancellationToken = default) =>
        _scheduledSends.SendAfterAsync(message, delay, QueueSelection.RoundRobin, cancellationToken);

    /// <summary>Sends a message that is to be delivered after a delay, to the selected queue.</summary>
    /// <param name="message">What to send; must not be changed until the send has completed.</param>
    /// <param name="delay">More than zero, at most <see cref="SchedulingOptions.MaxDelay"/>.</param>
    /// <param name="selection">The queue that the message will lie in when its time has come.</param>
    /// <param name="cancellationToken">Stops waiting and retrying. A request that was already handed over will still be stored.</param>
    /// <inheritdoc cref="SendAfterAsync(Message, TimeSpan, CancellationToken)"/>
    public ValueTask<ScheduledReceipt> SendAfterAsync(
        Message message,
        TimeSpan delay,
        in QueueSelection selection,
        CancellationToken cancellationToken = default
    ) => _scheduledSends.SendAfterAsync(message, delay, selection, cancellationToken);

    /// <summary>Sends a message that is to be delivered at a time, to the next queue in turn.</summary>
    /// <param name="message">What to send; must not be changed until the send has completed.</param>
    /// <param name="time">
    /// A time to come, at most <see cref="SchedulingOptions.MaxDelay"/> away. It is checked by this client's clock and obeyed by the broker's: as
    /// far as they differ, the message comes too early or too late. For "so much later" use
    /// <see cref="SendAfterAsync(Message, TimeSpan, CancellationToken)"/>.
    /// </param>
    /// <param name="cancellationToken">Stops waiting and retrying. A request that was already handed over will still be stored.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="time"/> has passed, or is too far off.</exception>
    /// <inheritdoc cref="SendAfterAsync(Message, TimeSpan, CancellationToken)"/>
    public ValueTask<ScheduledReceipt> SendAtAsync(Message message, DateTimeOffset time, CancellationToken cancellationToken = default) =>
        _scheduledSends.SendAtAsync(message, time, QueueSelection.RoundRobin, cancellationToken);

    /// <summary>Sends a message that is to be delivered at a time, to the selected queue.</summary>
    /// <param name="message">What to send; must not be changed until the send has completed.</param>
    /// <param name="time">A time to come, at most <see cref="SchedulingOptions.MaxDelay"/> away.</param>
    /// <param name="selection">The queue that the message will lie in when its time has come.</param>
    /// <param name="cancellationToken">Stops waiting and retrying. A request that was already handed over will still be stored.</param>
    /// <inheritdoc cref="SendAtAsync(Message, DateTimeOffset, CancellationToken)"/>
    public ValueTask<ScheduledReceipt> SendAtAsync(
        Message message,
        DateTimeOffset time,
        in QueueSelection selection,
        CancellationToken cancellationToken = default
    ) => _scheduledSends.SendAtAsync(message, time, selection, cancellationToken);

    /// <summary>Sends a message that is to be delivered after the delay of a level, to the next queue in turn. Works with every broker.</summary>
    /// <param name="message">What to send; must not be changed until the send has completed.</param>
    /// <param name="level">
    /// 1 to 18: 1 s, 5 s, 10 s, 30 s, 1 to 10 min, 20 min, 30 min, 1 h, 2 h, unless the broker is configured otherwise
    /// (<c>messageDelayLevel</c>).
    /// </param>
    /// <param name="cancellationToken">Stops waiting and retrying. A request that was already handed over will still be stored.</param>
    /// <returns>When the message is due with the usual levels. It cannot be recalled.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> is out of its range.</exception>
    /// <inheritdoc cref="SendAsync(Message, CancellationToken)" path="/exception"/>
    public ValueTask<ScheduledReceipt> SendWithDelayLevelAsync(Message message, int level, CancellationToken cancellationToken = default) =>
        SendWithDelayLevelAsync(message, level, QueueSelection.RoundRobin, cancellationToken);

    /// <summary>Sends a message that is to be delivered after the delay of a level, to the selected queue. Works with every broker.</summary>
    /// <param name="message">What to send; must not be changed until the send has completed.</param>
    /// <param name="level">1 to 18, for 1 second to 2 hours.</param>
    /// <param name="selection">The queue that the message will lie in when its time has come.</param>
    /// <param name="cancellationToken">Stops waiting and retrying. A request that was already handed over will still be stored.</param>
    /// <inheritdoc cref="SendWithDelayLevelAsync(Message, int, CancellationToken)"/>
    public ValueTask<ScheduledReceipt> SendWithDelayLevelAsync(
        Message message,
        int level,
        in QueueSelection selection,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(message);
        if (level < 1 || level > DelayLevels.Count)
            throw SchedulingErrors.NoSuchLevel(level);
        return _scheduledSends.SendWithLevelAsync(message, level, selection, cancellationToken);
    }

    /// <summary>Takes a message back that waits for its time.</summary>
    /// <param name="topic">The message's topic.</param>
    /// <param name="recallHandle">From the receipt of the scheduled send.</param>
    /// <param name="cancellationToken">Stops waiting. The message may be recalled all the same.</param>
    /// <returns>
    /// The message's id, once the broker has noted that it is not to be delivered. Brokers do not look whether there is such a message.
    /// </returns>
    /// <exception cref="ArgumentException">The handle is none, or is for a message of another topic.</exception>
    /// <exception cref="RocketMqException">
    /// Not recalled: its time has come (InvalidRequest), recalling is switched off (PermissionDenied) or unknown (NotSupported) on that broker,
    /// or the broker cannot be reached.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The producer or its client was disposed.</exception>
    public ValueTask<string> RecallAsync(string topic, string recallHandle, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(topic);
        ArgumentException.ThrowIfNullOrEmpty(recallHandle);
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, this);
        return _recalls.RecallAsync(topic, recallHandle, cancellationToken);
    }
}
