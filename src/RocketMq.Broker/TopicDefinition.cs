namespace RocketMq.Broker;

/// <summary>A topic that an <see cref="EmbeddedBroker"/> creates when it starts. Immutable.</summary>
/// <param name="Name">
/// The topic's name: 1 to 127 characters out of letters, digits, <c>%</c>, <c>|</c>, <c>_</c> and <c>-</c>; not the name of a
/// system topic.
/// </param>
public sealed record TopicDefinition(string Name)
{
    /// <summary>How many queues producers may write to.</summary>
    /// <value>At least 1; default 8.</value>
    public int WriteQueues { get; init; } = 8;

    /// <summary>How many queues consumers may read from.</summary>
    /// <value>At least 1; default: as many as <see cref="WriteQueues"/>.</value>
    public int? ReadQueues { get; init; }

    /// <summary>Whether consumers may read.</summary>
    /// <value>Default true.</value>
    public bool IsReadable { get; init; } = true;

    /// <summary>Whether producers may write.</summary>
    /// <value>Default true.</value>
    public bool IsWritable { get; init; } = true;
}
