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
    private readonly InFlightSends _inFlight = new();
    private readonly SendGate? _gate;
    private readonly SendObservers? _observers;

    /// <param name="session">The client.</param>
    /// <param name="settings">How to send.</param>
    /// <param name="isObserved">Whether hooks, trace and telemetry hear of the sends; not so of what the client sends on its own behalf.</param>
    public SendPipeline(ClientSession session, ProducerSettings settings, bool isObserved = true)
    {
        Session = session;
        Settings = settings;
        Logger = session.Loggers.CreateLogger("RocketMq.Producer");
        Operations = new SendOperationPool(this);
        Judge = settings.FaultTolerance.Enabled ? new BrokerJudge(settings.FaultTolerance, session) : null;
        _observers = isObserved ? new SendObservers(session, settings) : null;
        _gate = SendGate.Create(settings.Backpressure, session.Time);
    }

    public ClientSession Session { get; }

    public ProducerSettings Settings { get; }

    public ILogger Logger { get; }

    public TimeProvider Time => Session.Time;

    public SendOperationPool Operations { get; }

    /// <summary>Judges brokers by how they serve; null when fault tolerance is off.</summary>
    public BrokerJudge? Judge { get; }

    public SendCounters Counters { get; } = new();

    public ProducerStatistics Statistics => Counters.Read(_inFlight.Count);

    public ValueTask<SendReceipt> SendAsync(Message message, in QueueSelection selection, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        _inFlight.Enter();
        long startedAt = Time.GetTimestamp();
        return _gate is not { } gate || gate.TryEnter(message.Body.Length)
            ? BeginSend(message, selection, startedAt, isCounted: true, cancellationToken)
            : SendWhenRoomAsync(gate, message, selection, startedAt, cancellationToken);
    }

    public ValueTask SendOneWayAsync(Message message, in QueueSelection selection, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        _inFlight.Enter();
        long startedAt = Time.GetTimestamp();
        return _gate is not { } gate || gate.TryEnter(message.Body.Length)
            ? BeginOneWay(message, selection, startedAt, cancellationToken)
            : SendOneWayWhenRoomAsync(gate, message, selection, startedAt, cancellationToken);
    }

    public async ValueTask<IReadOnlyList<MessageQueue>> GetQueuesAsync(string topic, CancellationToken cancellationToken)
    {
        PublishRoute route = await GetRouteAsync(topic, cancellationToken).ConfigureAwait(false);
        return route.Queues;
    }

    /// <summary>The route of a topic as sends see it; kept fresh from then on.</summary>
    public async ValueTask<PublishRoute> GetRouteAsync(string topic, CancellationToken cancellationToken)
    {
        _inFlight.Enter();
        try
        {
            return await GetTopic(topic).GetRouteAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _inFlight.Leave();
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
        await _inFlight.CloseAsync(Settings.SendTimeout, Time).ConfigureAwait(false);
        if (Judge is not null)
            await Judge.DisposeAsync().ConfigureAwait(false);
        foreach (PublishTopic topic in _topics.Values)
            topic.Untrack();
        Operations.Clear();
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
        SendGate gate,
        Message message,
        QueueSelection selection,
        long startedAt,
        CancellationToken cancellationToken
    )
    {
        await EnterAsync(gate, message, cancellationToken).ConfigureAwait(false);
        return await BeginSend(message, selection, startedAt, isCounted: true, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask SendOneWayWhenRoomAsync(
        SendGate gate,
        Message message,
        QueueSelection selection,
        long startedAt,
        CancellationToken cancellationToken
    )
    {
        await EnterAsync(gate, message, cancellationToken).ConfigureAwait(false);
        await BeginOneWay(message, selection, startedAt, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask EnterAsync(SendGate gate, Message message, CancellationToken cancellationToken)
    {
        Counters.AddWaited();
        try
        {
            await gate.EnterAsync(message.Body.Length, Settings.SendTimeout, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Counters.AddFailed(1);
            _inFlight.Leave();
            if (exception is TimeoutException)
                throw SendErrors.NoRoom(message.Topic, gate, Settings.SendTimeout);
            throw;
        }
    }

    private void Leave(SendOperation operation)
    {
        if (!operation.IsCounted)
            return;
        _gate?.Leave(operation.Message.Body.Length);
        _inFlight.Leave();
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
