using System.Text;
using RocketMq.Protocol;

namespace RocketMq.Consuming;

/// <summary>The origins of the messages of one queue: one, but for a retry topic, whose messages come from several topics. Used by one puller.</summary>
internal sealed class MessageOrigins(MessageQueue queue, ConsumerSubscription subscription)
{
    private readonly MessageOrigin _own = new(queue, queue.Topic, subscription.Names);
    private readonly List<(byte[] Topic, MessageOrigin Origin)> _redelivered = [];

    /// <summary>The origin of a record.</summary>
    public MessageOrigin Find(in MessageRecord record)
    {
        if (!subscription.IsRetryTopic || !PropertiesText.TryGet(record.Properties.Span, "RETRY_TOPIC"u8, out ReadOnlySpan<byte> topic))
            return _own;

        foreach ((byte[] known, MessageOrigin origin) in _redelivered)
        {
            if (topic.SequenceEqual(known))
                return origin;
        }

        var added = new MessageOrigin(queue, Encoding.UTF8.GetString(topic), subscription.Names);
        if (_redelivered.Count < TextCache.Capacity)
            _redelivered.Add((topic.ToArray(), added));

        return added;
    }
}
