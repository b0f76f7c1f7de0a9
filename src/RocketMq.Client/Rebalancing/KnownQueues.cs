using System.Collections.Immutable;
using RocketMq.Consuming;
using RocketMq.Protocol;

namespace RocketMq.Rebalancing;

/// <summary>
/// Tells queues that existed when the consumer first looked from those that appeared later: later ones are read from their beginning, since
/// messages may have reached them before this consumer could. Used by one loop at a time.
/// </summary>
internal sealed class KnownQueues
{
    private readonly Dictionary<string, ImmutableHashSet<MessageQueue>> _atFirstLook = new(StringComparer.Ordinal);

    /// <summary>Records that a topic has no queues; only the first look counts.</summary>
    public void NoteAbsent(string topic) => Note(topic, []);

    /// <summary>Records the queues of a topic; only the first look counts.</summary>
    public void Note(string topic, ImmutableArray<MessageQueue> queues)
    {
        if (!_atFirstLook.ContainsKey(topic))
            _atFirstLook.Add(topic, [.. queues]);
    }

    /// <summary>
    /// Forgets topics that are not subscribed: what reaches them meanwhile is not this consumer's, so that the next subscription has a first look of its own.
    /// </summary>
    public void ForgetExcept(SubscriptionSet subscriptions)
    {
        foreach (string topic in _atFirstLook.Keys)
        {
            if (!subscriptions.TryGet(topic, out _))
                _atFirstLook.Remove(topic);
        }
    }

    /// <summary>Whether the topic was looked at and had no queues then.</summary>
    public bool IsAbsent(string topic) => _atFirstLook.TryGetValue(topic, out ImmutableHashSet<MessageQueue>? first) && first.IsEmpty;

    /// <summary>Whether the queue was not there at the first look at its topic.</summary>
    public bool AppearedLater(MessageQueue queue) => !_atFirstLook[queue.Topic].Contains(queue);
}
