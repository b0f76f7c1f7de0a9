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
    private bool _isRetired;

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

    public Subscription? FindSubscription(ReadOnlySpan<byte> topic) => _byUtf8.TryGetValue(topic, out var found) ? found : null;

    public IReadOnlyList<GroupMember> Members()
    {
        lock (_lock)
            return [.. _members.Values];
    }

    /// <summary>Takes a heartbeat; says whether the membership or the set of topics changed. False when the group has retired.</summary>
    public bool TryRegister(GroupMember member, ConsumerData data, out bool isChanged)
    {
        lock (_lock)
        {
            isChanged = !_isRetired && !_members.ContainsKey(member.Channel);
            if (_isRetired)
                return false;
            _members[member.Channel] = member;
            Volatile.Write(ref _latest, data);
            isChanged |= Subscribe(data.SubscriptionDataSet);
            return true;
        }
    }

    /// <summary>Retires a group without members for good, so that nobody joins one that is about to be forgotten.</summary>
    public bool TryRetire()
    {
        lock (_lock)
            return _isRetired = _members.Count == 0;
    }

    /// <summary>Takes a heartbeat that leaves its unchanged subscriptions out. False when the group has retired.</summary>
    public bool TryRenew(GroupMember member, out bool isChanged)
    {
        lock (_lock)
        {
            isChanged = !_isRetired && !_members.ContainsKey(member.Channel);
            if (!_isRetired)
                _members[member.Channel] = member;
            return !_isRetired;
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
