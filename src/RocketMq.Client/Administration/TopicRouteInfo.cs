using RocketMq.Protocol;

namespace RocketMq;

/// <summary>Where a topic's queues are, as the name servers tell it.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Brokers">The brokers that serve it.</param>
/// <param name="PublishQueues">The queues that can be written, in the order in which keys are mapped to them.</param>
/// <param name="SubscribeQueues">The queues that can be read.</param>
public sealed record TopicRouteInfo(
    string Topic,
    IReadOnlyList<BrokerInfo> Brokers,
    IReadOnlyList<MessageQueue> PublishQueues,
    IReadOnlyList<MessageQueue> SubscribeQueues
);
