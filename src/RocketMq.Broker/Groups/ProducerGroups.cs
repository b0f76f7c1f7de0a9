using System.Collections.Concurrent;

namespace RocketMq.Broker.Groups;

/// <summary>The producers that sent a heartbeat, by group.</summary>
internal sealed class ProducerGroups
{
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<ClientChannel, GroupMember>> _groups = new(StringComparer.Ordinal);

    public void Register(string group, GroupMember member) => _groups.GetOrAdd(group, static _ => new())[member.Channel] = member;

    public void Unregister(string group, ClientChannel channel)
    {
        if (_groups.TryGetValue(group, out var members))
            members.TryRemove(channel, out _);
    }

    /// <summary>Removes a closed connection from every group.</summary>
    public void Remove(ClientChannel channel)
    {
        foreach (var members in _groups.Values)
            members.TryRemove(channel, out _);
    }

    /// <summary>Removes the members whose last heartbeat came before a time.</summary>
    public void Expire(DateTimeOffset deadline)
    {
        foreach (var members in _groups.Values)
        foreach (var member in members.Values)
            if (member.LastHeartbeat < deadline)
                members.TryRemove(KeyValuePair.Create(member.Channel, member));
    }

    /// <summary>The client of that id in any group, by its latest heartbeat; null when it sent none, or has left.</summary>
    public GroupMember? FindClient(string clientId) =>
        _groups
            .Values.SelectMany(static members => members.Values)
            .Where(member => string.Equals(member.ClientId, clientId, StringComparison.Ordinal))
            .MaxBy(static member => member.LastHeartbeat);

    /// <summary>The members of a group; none when the group is unknown.</summary>
    public IReadOnlyList<GroupMember> MembersOf(string group) => _groups.TryGetValue(group, out var members) ? [.. members.Values] : [];
}
