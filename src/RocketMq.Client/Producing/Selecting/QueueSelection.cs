using RocketMq.Producing;
using RocketMq.Protocol;

namespace RocketMq;

/// <summary>Says which queue of the topic a message goes to.</summary>
/// <remarks>
/// Every selection except <see cref="RoundRobin"/> fixes the queue: the message is then never moved to another broker, because
/// that would break the order that the caller asked for. <c>default</c> is <see cref="RoundRobin"/>.
/// </remarks>
public readonly struct QueueSelection
{
    private readonly QueueSelectionKind _kind;
    private readonly int _hash;
    private readonly MessageQueue _queue;
    private readonly Func<IReadOnlyList<MessageQueue>, Message, int>? _select;

    private QueueSelection(
        QueueSelectionKind kind,
        int hash = 0,
        MessageQueue queue = default,
        Func<IReadOnlyList<MessageQueue>, Message, int>? select = null
    )
    {
        _kind = kind;
        _hash = hash;
        _queue = queue;
        _select = select;
    }

    /// <summary>The next writable queue in turn; a retry goes to another broker if there is one.</summary>
    public static QueueSelection RoundRobin => default;

    /// <summary>Exactly this queue.</summary>
    /// <param name="queue">A queue of the message's topic.</param>
    public static QueueSelection To(MessageQueue queue) => new(QueueSelectionKind.Queue, queue: queue);

    /// <summary>The queue that Java's <c>SelectMessageQueueByHash</c> selects for this text, so that all languages agree.</summary>
    /// <param name="key">The key; equal keys go to the same queue as long as the topic's queues do not change.</param>
    /// <exception cref="ArgumentNullException"><paramref name="key"/> is null.</exception>
    public static QueueSelection ByKey(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return ByHash(TagCodes.JavaHash(key));
    }

    /// <summary>The queue for a hash code that was computed as Java computes it: the magnitude of hash modulo queue count.</summary>
    /// <param name="javaHash">The result of Java's <c>hashCode()</c>; may be negative.</param>
    public static QueueSelection ByHash(int javaHash) => new(QueueSelectionKind.Hash, hash: javaHash);

    /// <summary>The queue that the function chooses.</summary>
    /// <param name="select">
    /// Gets the writable queues, ordered by broker name and queue number, and the message; returns an index into them. It runs
    /// on the caller's thread, once a send.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="select"/> is null.</exception>
    public static QueueSelection By(Func<IReadOnlyList<MessageQueue>, Message, int> select)
    {
        ArgumentNullException.ThrowIfNull(select);
        return new(QueueSelectionKind.Function, select: select);
    }

    internal QueueSelectionKind Kind => _kind;

    internal bool IsFixed => _kind != QueueSelectionKind.RoundRobin;

    internal MessageQueue Queue => _queue;

    /// <summary>The index into the publish queues for every kind that computes one.</summary>
    internal int SelectIndex(IReadOnlyList<MessageQueue> queues, Message message) =>
        _kind == QueueSelectionKind.Hash ? QueueHash.Select(_hash, queues.Count) : _select!(queues, message);
}
