using System.Collections.Concurrent;
using RocketMq.Broker.Text;
using RocketMq.Protocol;

namespace RocketMq.Broker.Groups;

/// <summary>The consumer groups that have members, and the notices to these members when a group changes.</summary>
internal sealed class ConsumerGroups(SubscriptionGroups configs, GroupNotices notices)
{
    private readonly ConcurrentDictionary<string, ConsumerGroup> _groups = new(Utf8NameComparer.Instance);

    public ConsumerGroup? Find(ReadOnlySpan<byte> utf8Name) =>
        _groups.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(utf8Name, out var group) ? group : null;

    public ConsumerGroup? Find(string name) => _groups.GetValueOrDefault(name);

    public IEnumerable<ConsumerGroup> All => _groups.Values;

    /// <summary>Takes one group of a heartbeat.</summary>
    public ConsumerGroup Register(GroupMember member, ConsumerData data)
    {
        ConsumerGroup group;
        bool isChanged;
        do group = _groups.GetOrAdd(data.GroupName, static (name, first) => new ConsumerGroup(name, first), data);
        while (!group.TryRegister(member, data, out isChanged));
        if (isChanged)
            Notify(group);
        return group;
    }

    /// <summary>Takes a heartbeat without subscriptions; null where the group is unknown and must be described in full.</summary>
    public ConsumerGroup? Renew(GroupMember member, string name)
    {
        if (Find(name) is not { } group || !group.TryRenew(member, out var isChanged))
            return null;
        if (isChanged)
            Notify(group);
        return group;
    }

    public void Unregister(string name, ClientChannel channel)
    {
        if (_groups.TryGetValue(name, out var group))
            Remove(group, channel);
    }

    /// <summary>Removes a closed connection from every group.</summary>
    public void Remove(ClientChannel channel)
    {
        foreach (var group in _groups.Values)
            Remove(group, channel);
    }

    /// <summary>Removes the members whose last heartbeat came before a time.</summary>
    public void Expire(DateTimeOffset deadline)
    {
        foreach (var group in _groups.Values)
            if (group.Expire(deadline))
                AfterRemoval(group);
    }

    private void Remove(ConsumerGroup group, ClientChannel channel)
    {
        if (group.Remove(channel))
            AfterRemoval(group);
    }

    private void AfterRemoval(ConsumerGroup group)
    {
        if (group.TryRetire())
            _groups.TryRemove(KeyValuePair.Create(group.Name, group));
        else
            Notify(group);
    }

    private void Notify(ConsumerGroup group)
    {
        if (!group.IsBroadcasting && configs.Find(group.Name) is { NotifyConsumerIdsChangedEnable: true })
            notices.Send(group);
    }
}
