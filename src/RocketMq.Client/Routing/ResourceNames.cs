using RocketMq.Protocol;

namespace RocketMq.Routing;

/// <summary>Translates topics, groups and queues between what users call them and what they are called on the wire. Immutable.</summary>
internal sealed class ResourceNames(string? nameSpace)
{
    /// <summary>Names without a namespace: the same on both sides.</summary>
    public static ResourceNames Plain { get; } = new(null);

    /// <summary>The namespace; null if there is none.</summary>
    public string? Namespace => nameSpace;

    public string Wrap(string name) => NamespaceRules.Wrap(nameSpace, name);

    public string Unwrap(string name) => NamespaceRules.Unwrap(nameSpace, name);

    public MessageQueue Wrap(in MessageQueue queue) => nameSpace is null ? queue : queue with { Topic = Wrap(queue.Topic) };

    public MessageQueue Unwrap(in MessageQueue queue) => nameSpace is null ? queue : queue with { Topic = Unwrap(queue.Topic) };

    public IReadOnlyList<MessageQueue> Unwrap(IReadOnlyList<MessageQueue> queues) =>
        nameSpace is null ? queues : [.. queues.Select(queue => Unwrap(queue))];
}
