using RocketMq.Protocol;
using RocketMq.Routing;

namespace RocketMq.Consuming;

/// <summary>What all messages of one topic in one queue have in common, made once for all of them. Immutable but for the cache of tags.</summary>
internal sealed class MessageOrigin
{
    /// <param name="queue">The queue they are pulled from.</param>
    /// <param name="topic">The topic they were published to; for redeliveries not the queue's.</param>
    /// <param name="names">How users see topics.</param>
    public MessageOrigin(in MessageQueue queue, string topic, ResourceNames names)
    {
        WireQueue = queue;
        WireTopic = topic;
        Queue = names.Unwrap(queue);
        Topic = names.Unwrap(topic);
    }

    /// <summary>The queue as brokers know it, with the client's namespace.</summary>
    public MessageQueue WireQueue { get; }

    /// <summary>The topic as brokers know it, with the client's namespace.</summary>
    public string WireTopic { get; }

    public MessageQueue Queue { get; }

    public string Topic { get; }

    /// <summary>Tags seen so far: a topic has few, and messages many.</summary>
    public TextCache Tags { get; } = new();
}
