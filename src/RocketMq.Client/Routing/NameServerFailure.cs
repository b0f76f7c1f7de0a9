using RocketMq.Transport;

namespace RocketMq.Routing;

/// <summary>Why one name server gave no usable answer.</summary>
internal readonly record struct NameServerFailure(RemotingEndPoint Server, string Description, Exception? Exception);
