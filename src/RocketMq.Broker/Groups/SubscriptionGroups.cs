using System.Collections.Concurrent;
using RocketMq.Broker.Text;
using RocketMq.Broker.Topics;
using RocketMq.Protocol;

namespace RocketMq.Broker.Groups;

/// <summary>The configurations of consumer groups; created with defaults by the first mention while that is allowed (broker reference 4.1).</summary>
internal sealed class SubscriptionGroups
{
    private static readonly string[] BuiltIn =
    [
        "TOOLS_CONSUMER",
        "FILTERSRV_CONSUMER",
        "SELF_TEST_C_GROUP",
        "CID_ONS-HTTP-PROXY",
        "CID_ONSAPI_PULL",
        "CID_ONSAPI_PERMISSION",
        "CID_ONSAPI_OWNER",
        "CID_RMQ_SYS_TRANS",
    ];

    private readonly ConcurrentDictionary<string, SubscriptionGroupConfig> _groups = new(Utf8NameComparer.Instance);
    private readonly ConcurrentDictionary<string, SubscriptionGroupConfig>.AlternateLookup<ReadOnlySpan<byte>> _byUtf8;
    private readonly bool _autoCreate;

    public SubscriptionGroups(BrokerSettings settings)
    {
        _autoCreate = settings.AutoCreateSubscriptionGroups;
        Version = new TableVersion(settings.Time);
        _byUtf8 = _groups.GetAlternateLookup<ReadOnlySpan<byte>>();
        foreach (var name in BuiltIn)
            _groups[name] = new SubscriptionGroupConfig { GroupName = name };
    }

    public TableVersion Version { get; }

    public IReadOnlyDictionary<string, SubscriptionGroupConfig> All => _groups;

    /// <summary>The group's configuration, created if need be; null where it neither exists nor may be created.</summary>
    public SubscriptionGroupConfig? Find(ReadOnlySpan<byte> utf8Name) =>
        _byUtf8.TryGetValue(utf8Name, out var group) ? group : Create(Utf8NameComparer.Instance.Create(utf8Name));

    /// <inheritdoc cref="Find(ReadOnlySpan{byte})"/>
    public SubscriptionGroupConfig? Find(string name) => _groups.TryGetValue(name, out var group) ? group : Create(name);

    /// <summary>The configuration if it exists; creates nothing.</summary>
    public SubscriptionGroupConfig? FindExisting(string name) => _groups.GetValueOrDefault(name);

    public void Put(SubscriptionGroupConfig group)
    {
        _groups[group.GroupName] = group;
        Version.Advance();
    }

    public void Remove(string name)
    {
        if (_groups.TryRemove(name, out _))
            Version.Advance();
    }

    private SubscriptionGroupConfig? Create(string name)
    {
        if (!_autoCreate || !TopicRules.IsValidGroup(name, out _))
            return null;
        var created = new SubscriptionGroupConfig { GroupName = name };
        var group = _groups.GetOrAdd(name, created);
        if (ReferenceEquals(group, created))
            Version.Advance();
        return group;
    }
}
