using System.Collections.Immutable;
using RocketMq.Protocol;
using RocketMq.Sessions;

namespace RocketMq.Routing;

/// <summary>One broker by name: the same object as long as any route names it, while its addresses may change underneath.</summary>
internal sealed class Broker(string name)
{
    /// <summary>The id of the writable member of a broker's replica set.</summary>
    public const long MasterId = 0;

    private volatile Members _members = new(ImmutableSortedDictionary<long, RemotingPeer>.Empty);

    public string Name { get; } = name;

    /// <summary>The name as it goes into headers, encoded once.</summary>
    public Utf8Text NameText { get; } = Utf8Text.Encode(name);

    /// <summary>How the broker has served the producers of this session lately.</summary>
    public BrokerHealth Health { get; } = new();

    /// <summary>The writable member, or null while none is registered.</summary>
    public RemotingPeer? Master => _members.Master;

    /// <summary>All members by broker id; 0 is the master.</summary>
    public ImmutableSortedDictionary<long, RemotingPeer> Peers => _members.ById;

    public void Replace(ImmutableSortedDictionary<long, RemotingPeer> peers) => _members = new Members(peers);

    private sealed class Members(ImmutableSortedDictionary<long, RemotingPeer> byId)
    {
        public ImmutableSortedDictionary<long, RemotingPeer> ById { get; } = byId;
        public RemotingPeer? Master { get; } = byId.GetValueOrDefault(MasterId);
    }
}
