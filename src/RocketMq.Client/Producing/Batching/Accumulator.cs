using System.Collections.Concurrent;
using RocketMq.Protocol;

namespace RocketMq.Producing;

/// <summary>Gathers single messages into batches, see <see cref="BatchingOptions"/>. One per producer, so that nothing is shared.</summary>
internal sealed class Accumulator(SendPipeline pipeline, BatchingSettings settings)
{
    private readonly ConcurrentDictionary<AccumulatedKey, AccumulatedGroup> _groups = new();
    private readonly BoundedPool<GatheredMessage> _messages = new(() => new GatheredMessage(pipeline), static message => message.Dispose());
    private long _heldBytes;
    private volatile bool _isClosing;

    public BatchingSettings Settings => settings;

    public SendPipeline Pipeline => pipeline;

    public bool IsClosing => _isClosing;

    /// <summary>The bytes of the messages that wait or are under way.</summary>
    public long HeldBytes => Interlocked.Read(ref _heldBytes);

    /// <summary>Takes the message on if it may travel with others; otherwise nothing has happened to it.</summary>
    /// <exception cref="RocketMqException">The message is not valid.</exception>
    public bool TryGather(
        Message message,
        PublishTopic topic,
        in QueueSelection selection,
        CancellationToken cancellationToken,
        out ValueTask<SendReceipt> receipt
    )
    {
        receipt = default;
        PublishRoute? route = topic.TryGetRoute();
        // An unknown route is looked up by the first message itself, whose selection then needs no second look.
        if (route is null || cancellationToken.IsCancellationRequested || !CanTravelWithOthers(message, selection))
            return false;
        GatheredMessage gathered = _messages.Rent();
        try
        {
            gathered.Encode(message);
            // Reserved last of all, when nothing but the sum can stand against it: what is turned away holds nothing.
            if (gathered.Bytes > settings.MaxBytes || !TryHold(gathered.Bytes))
            {
                gathered.Abandon();
                return false;
            }
            MessageQueue? queue = SelectHolding(gathered, message, topic, route, selection);
            receipt = gathered.Start(GetGroup(new AccumulatedKey(message.Topic, queue, message.WaitForStore)), cancellationToken);
            return true;
        }
        catch (Exception)
        {
            gathered.Abandon();
            throw;
        }
    }

    /// <summary>Keeps a message whose result has been seen for the next one.</summary>
    public void Return(GatheredMessage message) => _messages.Return(message);

    public void GiveBack(int bytes) => Interlocked.Add(ref _heldBytes, -bytes);

    /// <summary>Sends what waits; from now on nothing waits.</summary>
    public void Close()
    {
        _isClosing = true;
        foreach (AccumulatedGroup group in _groups.Values)
            group.Close();
        _messages.Clear();
    }

    private bool CanTravelWithOthers(Message message, in QueueSelection selection) =>
        message.System is null
        // A veto concerns one message and must not fail those that travel with it.
        && !pipeline.Session.Hooks.HasChecks
        && (selection.IsFixed || selection.Kind == QueueSelectionKind.RoundRobin)
        && message.Body.Length > 0
        && message.Body.Length < Math.Min(settings.MaxBytes, pipeline.Settings.Compression.Threshold)
        && !TopicRules.IsRetryTopic(message.Topic);

    private bool TryHold(int bytes)
    {
        if (Interlocked.Add(ref _heldBytes, bytes) <= settings.TotalMaxBytes)
            return true;
        GiveBack(bytes);
        return false;
    }

    private MessageQueue? SelectHolding(
        GatheredMessage gathered,
        Message message,
        PublishTopic topic,
        PublishRoute route,
        in QueueSelection selection
    )
    {
        if (!selection.IsFixed)
            return null;
        try
        {
            return topic.Select(route, selection, message, avoidBroker: null).Queue;
        }
        catch (Exception)
        {
            GiveBack(gathered.Bytes);
            throw;
        }
    }

    private AccumulatedGroup GetGroup(in AccumulatedKey key) =>
        _groups.TryGetValue(key, out AccumulatedGroup? known)
            ? known
            : _groups.GetOrAdd(key, static (key, accumulator) => new AccumulatedGroup(accumulator, key), this);
}
