using RocketMq.Producing;

namespace RocketMq;

/// <summary>A message to be sent.</summary>
/// <remarks>
/// A send never changes the message, so one instance can be sent several times; every send gets its own id.
/// Not safe for concurrent modification; safe for concurrent sends while nobody modifies it.
/// </remarks>
public sealed class Message
{
    private Dictionary<string, string>? _properties;

    /// <summary>Creates a message.</summary>
    /// <param name="topic">The topic: 1 to 127 of <c>% | a-z A-Z 0-9 _ -</c>; checked when the message is sent.</param>
    /// <param name="body">The content, 1 byte to 4 MiB; must stay unchanged until the send has completed.</param>
    /// <exception cref="ArgumentException"><paramref name="topic"/> is null or empty.</exception>
    public Message(string topic, ReadOnlyMemory<byte> body)
    {
        ArgumentException.ThrowIfNullOrEmpty(topic);
        Topic = topic;
        Body = body;
    }

    private Message(Message source, SystemFields system)
    {
        Topic = source.Topic;
        Body = source.Body;
        Tag = source.Tag;
        Keys = source.Keys;
        OrderKey = source.OrderKey;
        Flag = source.Flag;
        WaitForStore = source.WaitForStore;
        _properties = source._properties;
        System = system;
    }

    /// <summary>The topic.</summary>
    public string Topic { get; }

    /// <summary>The content as the receiver will see it (compression is undone there).</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>The tag, by which consumers can filter at the broker; null or empty for none.</summary>
    public string? Tag { get; set; }

    /// <summary>Business keys that the broker indexes, so that the message can be found again; no key may hold a space.</summary>
    /// <value>Empty by default.</value>
    public IReadOnlyList<string> Keys { get; set; } = [];

    /// <summary>The key whose messages belong together, kept in the property <c>__SHARDINGKEY</c>; null for none.</summary>
    /// <remarks>
    /// It does not select the queue by itself: send with <see cref="QueueSelection.ByKey"/> to keep the order of one key.
    /// </remarks>
    public string? OrderKey { get; set; }

    /// <summary>User properties; created on first use. Names that RocketMQ reserves are refused when the message is sent.</summary>
    public IDictionary<string, string> Properties => _properties ??= new(StringComparer.Ordinal);

    /// <summary>Whether there is at least one user property.</summary>
    public bool HasProperties => _properties is { Count: > 0 };

    /// <summary>A number of the application's own that travels with the message.</summary>
    /// <value>0 by default.</value>
    public int Flag { get; set; }

    /// <summary>Whether a broker with synchronous flush or replication answers only when that is done (property WAIT).</summary>
    /// <value>true by default.</value>
    public bool WaitForStore { get; set; } = true;

    /// <summary>Set only by the client itself, on messages that it sends on its own behalf.</summary>
    internal SystemFields? System { get; init; }

    /// <summary>
    /// The same message as the client sends it for one of its own features. It shares the user properties, so neither is changed while it is
    /// being sent.
    /// </summary>
    internal Message With(SystemFields system) => new(this, system);

    /// <summary>The properties without creating them, and without an enumerator on the heap.</summary>
    internal Dictionary<string, string>? PropertiesOrNull => _properties;
}
