using System.Collections.Concurrent;
using RocketMq.Broker.Text;
using RocketMq.Protocol;

namespace RocketMq.Broker.Groups;

/// <summary>The live side of a consumer group: who is in it and what it subscribes to. The latest heartbeat decides for all (broker reference 4.7).</summary>
internal sealed class ConsumerGroup
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ClientChannel, GroupMember> _members = [];
    private readonly ConcurrentDictionary<string, Subscription> _subscriptions = new(Utf8NameComparer.Instance);
    private readonly ConcurrentDictionary<string, Subscription>.AlternateLookup<ReadOnlySpan<byte>> _byUtf8;
    private ConsumerData _latest;
    private int _fingerprint;

    public ConsumerGroup(string name, ConsumerData first)
    {
        Name = name;
        _latest = first;
        _byUtf8 = _subscriptions.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    public string Name { get; }

    /// <summary>How the group consumes, as its latest heartbeat says.</summary>
    public ConsumerData Latest => Volatile.Read(ref _latest);

    public bool IsBroadcasting => Latest.MessageModel == MessageModel.Broadcasting;

    public IEnumerable<Subscription> Subscriptions => _subscriptions.Values;

    public bool IsEmpty
    {
        get
        {
            lock (_lock)
                return _members.Count == 0;
        }
    }

    public Subscription? FindSubscription(ReadOnlySpan<byte> topic) => _byUtf8.TryGetValue(topic, out var found) ? found : null;

    public IReadOnlyList<GroupMember> Members()
    {
        lock (_lock)
            return [.. _members.Values];
    }

    /// <summary>Takes a heartbeat; returns whether the membership or the set of topics changed.</summary>
    public bool Register(GroupMember member, ConsumerData data)
    {
        lock (_lock)
        {
            var changed = !_members.ContainsKey(member.Channel);
            _members[member.Channel] = member;
            Volatile.Write(ref _latest, data);
            return Subscribe(data.SubscriptionDataSet) | changed;
        }
    }

    /// <summary>Takes a heartbeat that leaves its unchanged subscriptions out; returns whether the membership changed.</summary>
    public bool Renew(GroupMember member)
    {
        lock (_lock)
        {
            var changed = !_members.ContainsKey(member.Channel);
            _members[member.Channel] = member;
            return changed;
        }
    }

    /// <summary>Remembers the fingerprint of a heartbeat; returns whether there was another one before.</summary>
    public bool ReplaceFingerprint(int fingerprint)
    {
        var previous = Interlocked.Exchange(ref _fingerprint, fingerprint);
        return previous != 0 && previous != fingerprint;
    }

    public bool Remove(ClientChannel channel)
    {
        lock (_lock)
            return _members.Remove(channel);
    }

    /// <summary>Removes the members whose last heartbeat came before a time; returns whether there were any.</summary>
    public bool Expire(DateTimeOffset deadline)
    {
        lock (_lock)
        {
            var silent = _members.Values.Where(member => member.LastHeartbeat < deadline).ToList();
            silent.ForEach(member => _members.Remove(member.Channel));
            return silent.Count > 0;
        }
    }

    private bool Subscribe(IReadOnlyCollection<SubscriptionData> wanted)
    {
        var changed = false;
        foreach (var data in wanted)
        {
            if (!_subscriptions.TryGetValue(data.Topic, out var known))
                changed = true;
            else if (data.SubVersion <= known.Version)
                continue;
            _subscriptions[data.Topic] = new Subscription(data);
        }
        foreach (var topic in _subscriptions.Keys)
            if (!wanted.Any(data => data.Topic == topic))
                changed |= _subscriptions.TryRemove(topic, out _);
        return changed;
    }
}
