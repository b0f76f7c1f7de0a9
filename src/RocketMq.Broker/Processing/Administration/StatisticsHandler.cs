using RocketMq.Broker.Groups;
using RocketMq.Broker.Topics;
using RocketMq.Protocol;
using RocketMq.Transport;

namespace RocketMq.Broker.Processing.Administration;

/// <summary>Where a topic's queues stand (202), and how far a group has come in them (208).</summary>
internal sealed class StatisticsHandler(TopicTable topics, ConsumerOffsets offsets, ConsumerGroups consumers, string brokerName)
    : IRequestHandler
{
    public IReadOnlyList<RequestCode> Codes { get; } = [RequestCode.GetTopicStatsInfo, RequestCode.GetConsumeStats];

    public ValueTask HandleAsync(RequestContext context)
    {
        if (context.Code == RequestCode.GetTopicStatsInfo)
            ReplyTopic(context);
        else
            ReplyGroup(context);
        return ValueTask.CompletedTask;
    }

    private void ReplyTopic(RequestContext context)
    {
        var name = context.Request.ReadHeader<GetTopicStatsRequestHeader>().Topic ?? "";
        if (!topics.TryGet(name, out var topic))
        {
            context.Reply(ResponseCode.TopicNotExist, $"topic[{name}] not exist");
            return;
        }
        var table = Enumerable
            .Range(0, topic.Settings.Queues)
            .ToDictionary(id => new MessageQueue(name, brokerName, id), id => OffsetOf(topic.FindQueue(id)));
        context.Reply(ResponseCode.Success, body: new TopicStatsTable { OffsetTable = table }.ToUtf8Bytes());
    }

    private static TopicOffset OffsetOf(TopicQueue? queue) =>
        queue is null
            ? new TopicOffset()
            : new TopicOffset
            {
                MinOffset = queue.Index.Min,
                MaxOffset = queue.Index.Max,
                LastUpdateTimestamp = StoreTime(queue, queue.Index.Max - 1),
            };

    private void ReplyGroup(RequestContext context)
    {
        var header = context.Request.ReadHeader<GetConsumeStatsRequestHeader>();
        var group = header.ConsumerGroup ?? "";
        var names = string.IsNullOrEmpty(header.Topic) ? SubscribedTopics(group) : [header.Topic];
        var table = new Dictionary<MessageQueue, ConsumerProgress>();
        foreach (var name in names)
        {
            if (!topics.TryGet(name, out var topic))
                continue;
            for (var id = 0; id < topic.Settings.ReadQueues; id++)
                table[new MessageQueue(name, brokerName, id)] = ProgressOf(group, topic, id);
        }
        context.Reply(ResponseCode.Success, body: new ConsumeStats { OffsetTable = table }.ToUtf8Bytes());
    }

    /// <summary>While a group is online only what it still subscribes to counts.</summary>
    private IEnumerable<string> SubscribedTopics(string group)
    {
        var committed = offsets.TopicsOf(group);
        var live = consumers.Find(group)?.Subscriptions.Select(subscription => subscription.Data.Topic).ToHashSet();
        return live is { Count: > 0 } ? committed.Where(live.Contains) : committed;
    }

    private ConsumerProgress ProgressOf(string group, Topic topic, int queueId)
    {
        var queue = topic.FindQueue(queueId);
        var consumed = Math.Max(0, offsets.Find(group, topic.Name, queueId));
        return new ConsumerProgress
        {
            BrokerOffset = queue?.Index.Max ?? 0,
            ConsumerOffset = consumed,
            PullOffset = consumed,
            LastTimestamp = queue is null ? 0 : StoreTime(queue, consumed - 1),
        };
    }

    private static long StoreTime(TopicQueue queue, long offset) => queue.Index.TryGet(offset, out var entry) ? entry.StoreTimestamp : 0;
}
