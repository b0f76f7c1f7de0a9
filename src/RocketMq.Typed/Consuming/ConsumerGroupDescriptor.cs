namespace RocketMq.Typed;

/// <summary>The facts of one consumer group, as its attribute and handlers state them. Immutable; generated code holds one instance per group.</summary>
/// <param name="group">The group's name.</param>
/// <param name="mode">Whether messages of one queue are handled in order.</param>
public sealed class ConsumerGroupDescriptor(string group, ConsumeMode mode)
{
    /// <summary>The group's name.</summary>
    public string Group { get; } = group;

    /// <summary>Whether messages of one queue are handled in order.</summary>
    public ConsumeMode Mode { get; } = mode;

    /// <summary>How often a message is handed out before it is dead-lettered; <see langword="null"/> leaves the consumer's own limit.</summary>
    public int? MaxAttempts { get; init; }

    /// <summary>What happens to a message whose tag no handler takes.</summary>
    public UnhandledPolicy UnknownTags { get; init; }

    /// <summary>What happens to a message whose body does not decode.</summary>
    public UnhandledPolicy UndecodableBodies { get; init; }

    /// <summary>The merged subscription of all handlers, one entry a topic.</summary>
    public required IReadOnlyList<TopicSubscription> Subscriptions { get; init; }
}
