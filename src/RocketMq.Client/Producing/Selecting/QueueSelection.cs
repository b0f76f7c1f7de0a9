using RocketMq.Producing;
using RocketMq.Protocol;

namespace RocketMq;

/// <summary>Says which queue of the topic a message goes to.</summary>
/// <remarks>
/// <see cref="RoundRobin"/>, <see cref="Random"/> and <see cref="ByMachineRoom"/> leave the queue open: they avoid brokers that are slow
/// or do not answer (<see cref="ProducerOptions.FaultTolerance"/>), and a retry goes to another broker if there is one. Every other
/// selection fixes the queue: the message is then never moved to another broker, because that would break the order that the caller
/// asked for. <c>default</c> is <see cref="RoundRobin"/>.
/// </remarks>
public readonly struct QueueSelection
{
    private readonly QueueSelectionKind _kind;
    private readonly int _hash;
    private readonly MessageQueue _queue;
    private readonly object? _argument;

    private QueueSelection(QueueSelectionKind kind, int hash = 0, MessageQueue queue = default, object? argument = null)
    {
        _kind = kind;
        _hash = hash;
        _queue = queue;
        _argument = argument;
    }

    /// <summary>The next writable queue in turn; a retry goes to another broker if there is one.</summary>
    public static QueueSelection RoundRobin => default;

    /// <summary>Any writable queue; a retry goes to another broker if there is one.</summary>
    public static QueueSelection Random => new(QueueSelectionKind.Random);

    /// <summary>The next queue in turn among the brokers of some machine rooms; a retry stays within the rooms.</summary>
    /// <param name="rooms">
    /// The rooms. A broker is in a room if its name begins with the room's name and one of the separators '@' and '-', for example
    /// <c>hz1-broker-a</c> or <c>hz1@broker-a</c> in <c>hz1</c>. A send fails if no broker of its topic is in one of them.
    /// </param>
    /// <exception cref="ArgumentException"><paramref name="rooms"/> is null or empty.</exception>
    public static QueueSelection ByMachineRoom(IReadOnlySet<string> rooms)
    {
        ArgumentNullException.ThrowIfNull(rooms);
        return rooms.Count == 0
            ? throw new ArgumentException("No machine room is named; name at least one, or use QueueSelection.RoundRobin.", nameof(rooms))
            : new(QueueSelectionKind.MachineRoom, argument: rooms);
    }

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
        return new(QueueSelectionKind.Function, argument: select);
    }

    internal QueueSelectionKind Kind => _kind;

    internal bool IsFixed => _kind is QueueSelectionKind.Queue or QueueSelectionKind.Hash or QueueSelectionKind.Function;

    internal MessageQueue Queue => _queue;

    internal IReadOnlySet<string>? Rooms => _argument as IReadOnlySet<string>;

    /// <summary>The same selection, made for this message whatever carries it.</summary>
    internal QueueSelection For(Message message) =>
        _argument is Func<IReadOnlyList<MessageQueue>, Message, int> select ? By((queues, _) => select(queues, message)) : this;

    /// <summary>The index into the publish queues for every kind that computes one.</summary>
    internal int SelectIndex(IReadOnlyList<MessageQueue> queues, Message message) =>
        _argument is Func<IReadOnlyList<MessageQueue>, Message, int> select
            ? select(queues, message)
            : QueueHash.Select(_hash, queues.Count);
}
