using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using RocketMq.Protocol;
using RocketMq.Sessions;
using RocketMq.Transport;

namespace RocketMq.Producing;

/// <summary>The way of a message through one producer: check, encode, select a queue, transmit, and try again where that helps.</summary>
internal sealed class SendPipeline
{
    private readonly ConcurrentDictionary<string, PublishTopic> _topics = new(StringComparer.Ordinal);
    private readonly SendObservers? _observers;

    /// <param name="session">The client.</param>
    /// <param name="settings">How to send.</param>
    /// <param name="isObserved">Whether hooks, trace and telemetry hear of the sends; not so of what the client sends on its own behalf.</param>
    public SendPipeline(ClientSession session, ProducerSettings settings, bool isObserved = true)
    {
        Session = session;
        Settings = settings;
        Logger = session.Loggers.CreateLogger("RocketMq.Producer");
        Operations = new BoundedPool<SendOperation>(() => new SendOperation(this), static operation => operation.Encoded.Release());
        Judge = settings.FaultTolerance.Enabled ? new BrokerJudge(settings.FaultTolerance, session) : null;
        Admission = new SendAdmission(settings, session.Time, Counters);
        Accumulator = settings.Batching is { } batching ? new Accumulator(this, batching) : null;
        _observers = isObserved ? new SendObservers(session, settings) : null;
    }

    public ClientSession Session { get; }

    public ProducerSettings Settings { get; }

    public ILogger Logger { get; }

    public TimeProvider Time => Session.Time;

    public BoundedPool<SendOperation> Operations { get; }

    /// <summary>Judges brokers by how they serve; null when fault tolerance is off.</summary>
    public BrokerJudge? Judge { get; }

    public SendCounters Counters { get; } = new();

    public SendAdmission Admission { get; }

    /// <summary>Gathers single messages into batches; null when that is off.</summary>
    public Accumulator? Accumulator { get; }

    public ProducerStatistics Statistics => Counters.Read(Admission.InFlight);

    public ValueTask<SendReceipt> SendAsync(Message message, in QueueSelection selection, CancellationToken cancellationToken) =>
        SendAsync(message, selection, Time.GetTimestamp(), cancellationToken);

    /// <summary>Sends a message that has been under way since then.</summary>
    public ValueTask<SendReceipt> SendAsync(
        Message message,
        in QueueSelection selection,
        long startedAt,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(message);
        return Admission.TryEnter(message.Body.Length)
            ? GatherOrSend(message, selection, startedAt, cancellationToken)
            : SendWhenRoomAsync(message, selection, startedAt, cancellationToken);
    }

    public ValueTask SendOneWayAsync(Message message, in QueueSelection selection, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        long startedAt = Time.GetTimestamp();
        return Admission.TryEnter(message.Body.Length)
            ? BeginOneWay(message, selection, startedAt, cancellationToken)
            : SendOneWayWhenRoomAsync(message, selection, startedAt, cancellationToken);
    }

    /// <summary>Sends a request of a batch whose messages were let in before.</summary>
    public ValueTask<SendReceipt> SendCarrierAsync(Message message, in QueueSelection selection, CancellationToken cancellationToken) =>
        BeginSend(message, selection, Time.GetTimestamp(), isCounted: false, cancellationToken);

    /// <summary>Sends a batch in as many requests as its size takes, one after the other.</summary>
    public async ValueTask<IReadOnlyList<SendReceipt>> SendBatchAsync(
        IReadOnlyList<Message> messages,
        QueueSelection selection,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(messages);
        using ExplicitBatch batch = ExplicitBatch.Encode(messages, Settings, Session.MessageIds);
        string topic = GetTopic(messages[0].Topic).Name;
        selection = selection.For(messages[0]);
        if (!Admission.TryEnter(batch.Bytes))
            await Admission.WaitForRoomAsync(topic, batch.Bytes, messages.Count, cancellationToken).ConfigureAwait(false);
        List<SendReceipt> receipts = new(messages.Count);
        int begun = 0;
        try
        {
            foreach (BatchSlice slice in batch.Slices)
            {
                begun += slice.Count;
                SendReceipt whole = await SendCarrierAsync(batch.ToMessage(slice), selection, cancellationToken).ConfigureAwait(false);
                batch.AddReceipts(slice, whole, receipts);
                // The queue was selected for the batch, not for each of its requests.
                if (selection.IsFixed)
                    selection = QueueSelection.To(whole.Queue);
            }
            return receipts;
        }
        catch (Exception exception) when (exception is RocketMqException || receipts.Count > 0)
        {
            throw BatchErrors.Failed(topic, messages.Count, receipts, exception);
        }
        finally
        {
            Counters.AddFailed(messages.Count - begun);
            Admission.Leave(batch.Bytes);
        }
    }

    public async ValueTask<IReadOnlyList<MessageQueue>> GetQueuesAsync(string topic, CancellationToken cancellationToken)
    {
        PublishRoute route = await GetRouteAsync(topic, cancellationToken).ConfigureAwait(false);
        return route.Queues;
    }

    /// <summary>The route of a topic as sends see it, if it is known.</summary>
    public PublishRoute? TryGetRoute(string topic) => _topics.TryGetValue(topic, out PublishTopic? known) ? known.TryGetRoute() : null;

    /// <summary>The route of a topic as sends see it; kept fresh from then on.</summary>
    public async ValueTask<PublishRoute> GetRouteAsync(string topic, CancellationToken cancellationToken)
    {
        Admission.Hold();
        try
        {
            return await GetTopic(topic).GetRouteAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Admission.LetGo();
        }
    }

    /// <summary>Told by an operation whose message was stored.</summary>
    public void OnSent(SendOperation operation, in SendReceipt receipt)
    {
        operation.Observation?.Sent(receipt);
        int messages = operation.MessageCount;
        Counters.AddSent(messages, operation.Encoded.Body.Length);
        if (messages > 1)
            Counters.AddBatch(messages);
        Leave(operation);
    }

    /// <summary>Told by an operation whose message a connection took, without an answer to come.</summary>
    public void OnStaged(SendOperation operation)
    {
        operation.Observation?.Staged();
        Counters.AddSentOneWay(operation.Encoded.Body.Length);
        Leave(operation);
    }

    /// <summary>Told by an operation that ended with an error or was cancelled.</summary>
    public void OnFailed(SendOperation operation, Exception failure)
    {
        operation.Observation?.Failed(failure);
        Counters.AddFailed(operation.MessageCount);
        Leave(operation);
    }

    public async ValueTask CloseAsync()
    {
        Task closing = Admission.CloseAsync();
        Accumulator?.Close();
        await closing.ConfigureAwait(false);
        if (Judge is not null)
            await Judge.DisposeAsync().ConfigureAwait(false);
        foreach (PublishTopic topic in _topics.Values)
            topic.Untrack();
        Operations.Clear();
    }

    private ValueTask<SendReceipt> GatherOrSend(
        Message message,
        in QueueSelection selection,
        long startedAt,
        CancellationToken cancellationToken
    )
    {
        if (Accumulator is not { } accumulator)
            return BeginSend(message, selection, startedAt, isCounted: true, cancellationToken);
        try
        {
            return accumulator.TryGather(message, GetTopic(message.Topic), selection, cancellationToken, out ValueTask<SendReceipt> receipt)
                ? receipt
                : BeginSend(message, selection, startedAt, isCounted: true, cancellationToken);
        }
        catch (Exception exception)
        {
            Counters.AddFailed(1);
            Admission.Leave(message.Body.Length);
            return ValueTask.FromException<SendReceipt>(exception);
        }
    }

    private ValueTask<SendReceipt> BeginSend(
        Message message,
        in QueueSelection selection,
        long startedAt,
        bool isCounted,
        CancellationToken cancellationToken
    )
    {
        SendOperation operation = Operations.Rent();
        operation.Begin(message, startedAt, isCounted);
        try
        {
            operation.Prepare(GetTopic(message.Topic), selection, cancellationToken);
            if (_observers is { IsActive: true } observers)
                operation.Observation = observers.Begin(operation, SendMode.Confirmed);
            return operation.TryTransmitNow() ? operation.Completion : operation.RunAsync();
        }
        catch (Exception exception)
        {
            operation.Abandon(exception);
            return ValueTask.FromException<SendReceipt>(exception);
        }
    }

    private ValueTask BeginOneWay(Message message, in QueueSelection selection, long startedAt, CancellationToken cancellationToken)
    {
        SendOperation operation = Operations.Rent();
        operation.Begin(message, startedAt, isCounted: true);
        try
        {
            operation.Prepare(GetTopic(message.Topic), selection, cancellationToken);
            if (_observers is { IsActive: true } observers)
                operation.Observation = observers.Begin(operation, SendMode.OneWay);
            return operation.RunOneWay();
        }
        catch (Exception exception)
        {
            operation.Abandon(exception);
            return ValueTask.FromException(exception);
        }
    }

    private async ValueTask<SendReceipt> SendWhenRoomAsync(
        Message message,
        QueueSelection selection,
        long startedAt,
        CancellationToken cancellationToken
    )
    {
        await Admission.WaitForRoomAsync(message.Topic, message.Body.Length, messages: 1, cancellationToken).ConfigureAwait(false);
        return await GatherOrSend(message, selection, startedAt, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask SendOneWayWhenRoomAsync(
        Message message,
        QueueSelection selection,
        long startedAt,
        CancellationToken cancellationToken
    )
    {
        await Admission.WaitForRoomAsync(message.Topic, message.Body.Length, messages: 1, cancellationToken).ConfigureAwait(false);
        await BeginOneWay(message, selection, startedAt, cancellationToken).ConfigureAwait(false);
    }

    private void Leave(SendOperation operation)
    {
        if (operation.IsCounted)
            Admission.Leave(operation.Message.Body.Length);
    }

    private PublishTopic GetTopic(string name) => _topics.TryGetValue(name, out PublishTopic? known) ? known : AddTopic(name);

    // Checked once per topic and producer: the rules for names are the same for every message.
    private PublishTopic AddTopic(string name)
    {
        if (!TopicRules.IsValidTopic(name, out string? reason))
            throw SendErrors.InvalidTopic(name, reason);
        if (!TopicRules.IsValidTopic(Session.Settings.Names.Wrap(name), out reason))
            throw SendErrors.InvalidTopic(name, $"with the client's namespace it is too long. {reason}");
        if (!TopicRules.IsSendable(name))
            throw SendErrors.InvalidTopic(name, "RocketMQ uses this topic itself. Use a topic of your own.");
        PublishTopic created = new(name, Session, Settings);
        PublishTopic known = _topics.GetOrAdd(name, created);
        if (known != created)
            created.Untrack();
        return known;
    }
}
