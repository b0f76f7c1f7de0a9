using System.Collections.Concurrent;
using RocketMq.Protocol;

namespace RocketMq.Testing;

/// <summary>
/// Writes down what happens to messages while a system runs, for <see cref="HistoryChecker"/> to judge afterwards. It can be told by hand, or listen
/// by itself through <see cref="SendAsync"/>, <see cref="Watch(string, MessageHandler)"/> and <see cref="Watch(string, PushConsumer)"/>. Thread-safe.
/// </summary>
/// <param name="timeProvider">The clock of the events; the system's by default.</param>
public sealed class History(TimeProvider? timeProvider = null)
{
    /// <summary>The user property that carries a message's id from <see cref="SendAsync"/> to the handlers.</summary>
    public const string IdProperty = "historyId";

    private readonly Lock _gate = new();
    private readonly List<HistoryEvent> _events = [];
    private readonly ConcurrentDictionary<MessageQueue, long> _committed = new();
    private readonly HashSet<string> _succeeded = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unhandled = new(StringComparer.Ordinal);
    private readonly List<TaskCompletionSource> _waitsForAll = [];
    private readonly List<(int Count, TaskCompletionSource Reached)> _waits = [];
    private readonly TimeProvider _time = timeProvider ?? TimeProvider.System;
    private long _sends;
    private long _deliveries;

    /// <summary>A copy of what was written down so far, in order.</summary>
    public IReadOnlyList<HistoryEvent> Events
    {
        get
        {
            lock (_gate)
                return [.. _events];
        }
    }

    /// <summary>How many different messages were handled with success.</summary>
    public int Succeeded
    {
        get
        {
            lock (_gate)
                return _succeeded.Count;
        }
    }

    /// <summary>Completes when so many different messages were handled with success.</summary>
    /// <param name="count">How many.</param>
    public Task WhenSucceeded(int count)
    {
        lock (_gate)
        {
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_succeeded.Count >= count)
                reached.SetResult();
            else
                _waits.Add((count, reached));
            return reached.Task;
        }
    }

    /// <summary>
    /// Completes when every message that is acknowledged by then was handled with success. Ask when all sends are through.
    /// </summary>
    public Task WhenAllHandled()
    {
        lock (_gate)
        {
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_unhandled.Count == 0)
                reached.SetResult();
            else
                _waitsForAll.Add(reached);
            return reached.Task;
        }
    }

    /// <summary>Sends a message and writes down how that went; the message gets the property <see cref="IdProperty"/>.</summary>
    /// <param name="producer">Sends it.</param>
    /// <param name="message">The message; its <see cref="Message.OrderKey"/> is the key that order is checked by.</param>
    /// <param name="selection">Which queue it goes to.</param>
    /// <param name="cancellationToken">Gives the send up.</param>
    /// <returns>The broker's receipt.</returns>
    /// <exception cref="RocketMqException">The send failed.</exception>
    public async ValueTask<SendReceipt> SendAsync(
        Producer producer,
        Message message,
        QueueSelection selection,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(producer);
        string id = Stamp(message);
        SendBegan(id, message.OrderKey);
        try
        {
            SendReceipt receipt = await producer.SendAsync(message, selection, cancellationToken).ConfigureAwait(false);
            SendAcknowledged(id, receipt.Queue, receipt.QueueOffset);
            return receipt;
        }
        catch (Exception failure)
        {
            SendFailed(id, failure.Message);
            throw;
        }
    }

    /// <summary>Sends a message that comes after a delay, and writes down how that went.</summary>
    /// <param name="producer">Sends it.</param>
    /// <param name="message">The message.</param>
    /// <param name="delay">The delay.</param>
    /// <param name="cancellationToken">Gives the send up.</param>
    /// <returns>The broker's receipt.</returns>
    /// <exception cref="RocketMqException">The send failed.</exception>
    public async ValueTask<ScheduledReceipt> SendAfterAsync(
        Producer producer,
        Message message,
        TimeSpan delay,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(producer);
        string id = Stamp(message);
        SendBegan(id, message.OrderKey, _time.GetUtcNow() + delay);
        try
        {
            ScheduledReceipt scheduled = await producer.SendAfterAsync(message, delay, cancellationToken).ConfigureAwait(false);
            SendAcknowledged(id, scheduled.Receipt.Queue, scheduled.Receipt.QueueOffset);
            return scheduled;
        }
        catch (Exception failure)
        {
            SendFailed(id, failure.Message);
            throw;
        }
    }

    /// <summary>A handler that writes down what another one does.</summary>
    /// <param name="member">The name under which the consumer appears.</param>
    /// <param name="handler">Handles the messages; null for one that always succeeds.</param>
    public MessageHandler Watch(string member, MessageHandler? handler = null) =>
        async (message, cancellationToken) =>
        {
            string id = message.TryGetProperty(IdProperty, out string? given) ? given : message.MessageId;
            string? key = message.TryGetProperty(MessagePropertyNames.OrderKey, out string? sharding) ? sharding : null;
            long delivery = DeliveryBegan(member, id, key, message.Queue, message.QueueOffset, message.Attempt);
            ConsumeOutcome outcome = ConsumeOutcome.RetryLater;
            try
            {
                ConsumeResult result = handler is null
                    ? ConsumeResult.Success
                    : await handler(message, cancellationToken).ConfigureAwait(false);
                outcome = result.Outcome;
                return result;
            }
            finally
            {
                DeliveryEnded(delivery, member, id, outcome);
            }
        };

    /// <summary>Writes down which queues a consumer takes over and gives up.</summary>
    /// <param name="member">The name under which it appears.</param>
    /// <param name="consumer">The consumer, before it is started.</param>
    public void Watch(string member, PushConsumer consumer)
    {
        ArgumentNullException.ThrowIfNull(consumer);
        consumer.AssignmentChanged += change =>
        {
            foreach (MessageQueue queue in change.Released)
                QueueReleased(member, queue);
            foreach (MessageQueue queue in change.Taken)
                QueueTaken(member, queue);
        };
    }

    /// <summary>Writes down that a send began.</summary>
    /// <param name="id">A name for the message that no other has.</param>
    /// <param name="key">The key that orders it among others; null when no order is asked for.</param>
    /// <param name="dueTime">When it may be delivered at the earliest; null for at once.</param>
    public void SendBegan(string id, string? key = null, DateTimeOffset? dueTime = null) => Add(new SendBegan(id, key, dueTime));

    /// <summary>Writes down that the broker confirmed a message.</summary>
    /// <param name="id">The message.</param>
    /// <param name="queue">Where it is stored.</param>
    /// <param name="offset">At which offset.</param>
    /// <param name="dueTime">When it may be delivered at the earliest, if the receipt says so.</param>
    public void SendAcknowledged(string id, MessageQueue queue, long offset, DateTimeOffset? dueTime = null) =>
        Add(new SendAcknowledged(id, queue, offset, dueTime));

    /// <summary>Writes down that a send failed; the message may be stored all the same.</summary>
    /// <param name="id">The message.</param>
    /// <param name="reason">Why.</param>
    public void SendFailed(string id, string reason) => Add(new SendFailed(id, reason));

    /// <summary>Writes down that a handler was called.</summary>
    /// <param name="member">The consumer.</param>
    /// <param name="id">The message.</param>
    /// <param name="key">The key that orders it among others.</param>
    /// <param name="queue">The queue it came from.</param>
    /// <param name="offset">Its offset there.</param>
    /// <param name="attempt">The number of the attempt, from 1.</param>
    /// <returns>The number of the delivery, for <see cref="DeliveryEnded"/>.</returns>
    public long DeliveryBegan(string member, string id, string? key, MessageQueue queue, long offset, int attempt = 1)
    {
        long delivery = Interlocked.Increment(ref _deliveries);
        Add(new DeliveryBegan(delivery, member, id, key, queue, offset, attempt));
        return delivery;
    }

    /// <summary>Writes down that a handler is done.</summary>
    /// <param name="delivery">What <see cref="DeliveryBegan"/> returned.</param>
    /// <param name="member">The consumer.</param>
    /// <param name="id">The message.</param>
    /// <param name="outcome">What the handler said.</param>
    public void DeliveryEnded(long delivery, string member, string id, ConsumeOutcome outcome = ConsumeOutcome.Success) =>
        Add(new DeliveryEnded(delivery, member, id, outcome));

    /// <summary>Writes down that a consumer took a queue over.</summary>
    /// <param name="member">The consumer.</param>
    /// <param name="queue">The queue.</param>
    public void QueueTaken(string member, MessageQueue queue) => Add(new QueueTaken(member, queue));

    /// <summary>Writes down that a consumer gave a queue up.</summary>
    /// <param name="member">The consumer.</param>
    /// <param name="queue">The queue.</param>
    public void QueueReleased(string member, MessageQueue queue) => Add(new QueueReleased(member, queue));

    /// <summary>Writes down the committed offset that a broker has, if it is another one than the last time.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="offset">The offset.</param>
    public void OffsetCommitted(MessageQueue queue, long offset)
    {
        if (_committed.TryGetValue(queue, out long known) && known == offset)
            return;
        _committed[queue] = offset;
        Add(new OffsetCommitted(queue, offset));
    }

    /// <summary>Writes down that an administrator moves the group; before it is done.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="offset">Where the group goes on.</param>
    public void OffsetReset(MessageQueue queue, long offset) => Add(new OffsetReset(queue, offset));

    /// <summary>Writes down that a consumer is killed, frozen or cut off; before it is done.</summary>
    /// <param name="member">The consumer.</param>
    public void MemberLost(string member) => Add(new MemberLost(member));

    /// <summary>Writes down that a lost consumer is back.</summary>
    /// <param name="member">The consumer.</param>
    public void MemberReturned(string member) => Add(new MemberReturned(member));

    /// <summary>Writes down something that the run did.</summary>
    /// <param name="text">What, in words.</param>
    public void Note(string text) => Add(new Noted(text));

    private string Stamp(Message message)
    {
        ArgumentNullException.ThrowIfNull(message);
        string id = $"m{Interlocked.Increment(ref _sends)}";
        message.Properties[IdProperty] = id;
        return id;
    }

    private void Add(HistoryEvent happened)
    {
        lock (_gate)
        {
            happened.Number = _events.Count;
            happened.At = _time.GetUtcNow();
            _events.Add(happened);
            if (happened is SendAcknowledged acknowledged && !_succeeded.Contains(acknowledged.Id))
                _unhandled.Add(acknowledged.Id);
            else if (happened is DeliveryEnded { Outcome: ConsumeOutcome.Success } ended && _succeeded.Add(ended.Id))
                Handled(ended.Id);
        }
    }

    private void Handled(string id)
    {
        WakeThoseWhoWait();
        if (!_unhandled.Remove(id) || _unhandled.Count > 0)
            return;
        _waitsForAll.ForEach(wait => wait.SetResult());
        _waitsForAll.Clear();
    }

    private void WakeThoseWhoWait()
    {
        for (int index = _waits.Count - 1; index >= 0; index--)
        {
            if (_waits[index].Count > _succeeded.Count)
                continue;
            _waits[index].Reached.SetResult();
            _waits.RemoveAt(index);
        }
    }
}
