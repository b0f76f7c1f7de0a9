using RocketMq.Protocol;

namespace RocketMq.Broker.Groups;

/// <summary>One client as its latest heartbeat on one connection describes it.</summary>
internal sealed record GroupMember(
    ClientChannel Channel,
    string ClientId,
    LanguageCode Language,
    int Version,
    DateTimeOffset LastHeartbeat
);
