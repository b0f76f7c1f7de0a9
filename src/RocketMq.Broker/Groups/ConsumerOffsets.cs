using System.Collections.Concurrent;
using RocketMq.Broker.Text;

namespace RocketMq.Broker.Groups;

/// <summary>
/// How far each group has consumed each queue. No rule of monotony and no check that the queue exists, as the protocol
/// has none (broker reference 4.6). A reset that the group's next pull has yet to learn of wins over commits.
/// </summary>
internal sealed class ConsumerOffsets
{
    private readonly ConcurrentDictionary<string, GroupOffsets> _groups = new(Utf8NameComparer.Instance);
    private readonly ConcurrentDictionary<string, GroupOffsets>.AlternateLookup<ReadOnlySpan<byte>> _byUtf8;

    public ConsumerOffsets() => _byUtf8 = _groups.GetAlternateLookup<ReadOnlySpan<byte>>();

    public IEnumerable<string> Groups => _groups.Keys;

    /// <summary>The committed offset, or -1.</summary>
    public long Find(string group, string topic, int queueId) =>
        _groups.TryGetValue(group, out var offsets) && offsets.Find(topic) is { } queues && queues.TryGetValue(queueId, out var position)
            ? position.Current
            : QueuePosition.None;

    /// <summary>Stores an offset; false when a pending reset made the broker ignore it.</summary>
    public bool Commit(ReadOnlySpan<byte> group, ReadOnlySpan<byte> topic, int queueId, long offset)
    {
        if (!_byUtf8.TryGetValue(group, out var offsets))
            offsets = _groups.GetOrAdd(Utf8NameComparer.Instance.Create(group), static _ => new GroupOffsets());
        return offsets.GetOrAdd(topic).GetOrAdd(queueId, static _ => new QueuePosition()).Commit(offset);
    }

    /// <summary>Sets the offset from outside of the group; its next pull of the queue is told to go there.</summary>
    public void Reset(string group, string topic, int queueId, long offset) =>
        _groups
            .GetOrAdd(group, static _ => new GroupOffsets())
            .GetOrAdd(topic)
            .GetOrAdd(queueId, static _ => new QueuePosition())
            .Reset(offset);

    /// <summary>Takes the reset that a queue's next pull must report, if there is one and the pull does not begin where it was sent already.</summary>
    public bool TryTakeReset(string group, ReadOnlySpan<byte> topic, int queueId, long place, out long offset)
    {
        offset = QueuePosition.None;
        return Find(group, topic, queueId) is { } position && position.TryTakeReset(place, out offset);
    }

    /// <summary>Looks at the reset that a queue's next pull must report, without taking it.</summary>
    public bool TryAnnounceReset(string group, ReadOnlySpan<byte> topic, int queueId, out long offset)
    {
        offset = QueuePosition.None;
        return Find(group, topic, queueId) is { } position && position.TryAnnounceReset(out offset);
    }

    /// <summary>Topics for which the group has committed anything.</summary>
    public IReadOnlyList<string> TopicsOf(string group) => _groups.TryGetValue(group, out var offsets) ? [.. offsets.Topics] : [];

    public void RemoveGroup(string group) => _groups.TryRemove(group, out _);

    public void RemoveTopic(string topic)
    {
        foreach (var offsets in _groups.Values)
            offsets.Remove(topic);
    }

    private QueuePosition? Find(string group, ReadOnlySpan<byte> topic, int queueId) =>
        _groups.TryGetValue(group, out var offsets) && offsets.Find(topic) is { } queues ? queues.GetValueOrDefault(queueId) : null;

    private sealed class GroupOffsets
    {
        private readonly ConcurrentDictionary<string, ConcurrentDictionary<int, QueuePosition>> _topics = new(Utf8NameComparer.Instance);
        private readonly ConcurrentDictionary<string, ConcurrentDictionary<int, QueuePosition>>.AlternateLookup<ReadOnlySpan<byte>> _byUtf8;

        public GroupOffsets() => _byUtf8 = _topics.GetAlternateLookup<ReadOnlySpan<byte>>();

        public ICollection<string> Topics => _topics.Keys;

        public ConcurrentDictionary<int, QueuePosition>? Find(string topic) => _topics.GetValueOrDefault(topic);

        public ConcurrentDictionary<int, QueuePosition>? Find(ReadOnlySpan<byte> topic) =>
            _byUtf8.TryGetValue(topic, out var queues) ? queues : null;

        public ConcurrentDictionary<int, QueuePosition> GetOrAdd(string topic) => _topics.GetOrAdd(topic, static _ => new());

        public ConcurrentDictionary<int, QueuePosition> GetOrAdd(ReadOnlySpan<byte> topic) =>
            Find(topic) ?? GetOrAdd(Utf8NameComparer.Instance.Create(topic));

        public void Remove(string topic) => _topics.TryRemove(topic, out _);
    }
}
