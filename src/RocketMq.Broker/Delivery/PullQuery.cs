using RocketMq.Broker.Filtering;
using RocketMq.Broker.Topics;

namespace RocketMq.Broker.Delivery;

/// <summary>What a pull asks of the store, after all checks; holds nothing of the request's frame.</summary>
internal readonly record struct PullQuery(
    string Group,
    TopicQueue Queue,
    long Offset,
    int MaxMessages,
    MessageFilter Filter,
    int GroupSystemFlag
);
