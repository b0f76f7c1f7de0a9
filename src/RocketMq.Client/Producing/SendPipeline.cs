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

    public SendPipeline(ClientSession session, ProducerSettings settings)
    {
        Session = session;
        Settings = settings;
        Logger = session.Loggers.CreateLogger("RocketMq.Producer");
        Operations = new SendOperationPool(this);
    }

    public ClientSession Session { get; }

    public ProducerSettings Settings { get; }

    public ILogger Logger { get; }

    public TimeProvider Time => Session.Time;

    public SendOperationPool Operations { get; }

    public ValueTask<SendReceipt> SendAsync(Message message, in QueueSelection selection, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        _inFlight.Enter();
        SendOperation operation = Operations.Rent();
        try
        {
            operation.Prepare(message, GetTopic(message.Topic), selection, cancellationToken);
            return operation.TryTransmitNow() ? operation.Completion : operation.RunAsync();
        }
        catch (Exception exception)
        {
            operation.Abandon();
            return ValueTask.FromException<SendReceipt>(exception);
        }
    }

    public ValueTask SendOneWayAsync(Message message, in QueueSelection selection, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        _inFlight.Enter();
        SendOperation operation = Operations.Rent();
        try
        {
            operation.Prepare(message, GetTopic(message.Topic), selection, cancellationToken);
            return operation.RunOneWay();
        }
        catch (Exception exception)
        {
            operation.Abandon();
            return ValueTask.FromException(exception);
        }
    }

    public async ValueTask<IReadOnlyList<MessageQueue>> GetQueuesAsync(string topic, CancellationToken cancellationToken)
    {
        _inFlight.Enter();
        try
        {
            PublishRoute route = await GetTopic(topic).GetRouteAsync(cancellationToken).ConfigureAwait(false);
            return route.Queues;
        }
        finally
        {
            _inFlight.Leave();
        }
    }

    /// <summary>Told by an operation when it has an outcome.</summary>
    public void OnCompleted() => _inFlight.Leave();

    public async ValueTask CloseAsync()
    {
        await _inFlight.CloseAsync(Settings.SendTimeout, Time).ConfigureAwait(false);
        foreach (PublishTopic topic in _topics.Values)
            topic.Untrack();
        Operations.Clear();
    }

    private PublishTopic GetTopic(string name) => _topics.TryGetValue(name, out PublishTopic? known) ? known : AddTopic(name);

    // Checked once per topic and producer: the rules for names are the same for every message.
    private PublishTopic AddTopic(string name)
    {
        if (!TopicRules.IsValidTopic(name, out string? reason))
            throw SendErrors.InvalidTopic(name, reason);
        if (!TopicRules.IsSendable(name))
            throw SendErrors.InvalidTopic(name, "RocketMQ uses this topic itself. Use a topic of your own.");
        PublishTopic created = new(name, Session, Settings);
        PublishTopic known = _topics.GetOrAdd(name, created);
        if (known != created)
            created.Untrack();
        return known;
    }
}
