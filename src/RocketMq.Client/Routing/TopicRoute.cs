using System.Collections.Immutable;
using System.Globalization;
using RocketMq.Protocol;

namespace RocketMq.Routing;

/// <summary>Where the queues of one topic are, as one answer of a name server told it. Immutable.</summary>
internal sealed class TopicRoute
{
    // Far above what any cluster uses; it keeps a damaged answer from filling the memory with queues.
    private const int MaxQueuesPerBroker = 65_536;

    private TopicRoute(
        string topic,
        TopicRouteData data,
        ImmutableArray<MessageQueue> publishQueues,
        ImmutableArray<MessageQueue> subscribeQueues
    )
    {
        Topic = topic;
        Data = data;
        PublishQueues = publishQueues;
        SubscribeQueues = subscribeQueues;
    }

    public string Topic { get; }

    /// <summary>The answer itself; not to be modified.</summary>
    public TopicRouteData Data { get; }

    /// <summary>The queues of writable brokers that have a master: by broker name, then queue, or as the order configuration says.</summary>
    public ImmutableArray<MessageQueue> PublishQueues { get; }

    /// <summary>The queues that can be read, sorted; a replica suffices.</summary>
    public ImmutableArray<MessageQueue> SubscribeQueues { get; }

    /// <exception cref="ProtocolException">The answer names an impossible number of queues.</exception>
    public static TopicRoute From(string topic, TopicRouteData data)
    {
        QueueData[] queueDatas = [.. data.QueueDatas.OrderBy(queues => queues.BrokerName, StringComparer.Ordinal)];
        ImmutableArray<MessageQueue> publish = string.IsNullOrEmpty(data.OrderTopicConf)
            ? WritableQueues(topic, data, queueDatas)
            : OrderedQueues(topic, data.OrderTopicConf);
        return new TopicRoute(topic, data, publish, ReadableQueues(topic, queueDatas));
    }

    /// <summary>The route that an unknown topic will have once a send created it: the template's brokers with fewer queues.</summary>
    public static TopicRoute FromTemplate(string topic, TopicRoute template, int maxQueues)
    {
        QueueData[] queueDatas =
        [
            .. template.Data.QueueDatas.Select(queues =>
            {
                int count = Math.Min(maxQueues, queues.ReadQueueNums);
                return queues with { ReadQueueNums = count, WriteQueueNums = count };
            }),
        ];
        return From(topic, template.Data with { QueueDatas = queueDatas });
    }

    private static ImmutableArray<MessageQueue> WritableQueues(string topic, TopicRouteData data, QueueData[] queueDatas)
    {
        HashSet<string> masters = new(StringComparer.Ordinal);
        foreach (BrokerData broker in data.BrokerDatas)
        {
            if (broker.BrokerAddrs.ContainsKey(Broker.MasterId))
                masters.Add(broker.BrokerName);
        }
        var result = ImmutableArray.CreateBuilder<MessageQueue>();
        foreach (QueueData queues in queueDatas)
        {
            if ((queues.Permissions & (int)TopicPermissions.Write) != 0 && masters.Contains(queues.BrokerName))
                AddQueues(result, topic, queues.BrokerName, queues.WriteQueueNums);
        }
        return result.ToImmutable();
    }

    private static ImmutableArray<MessageQueue> ReadableQueues(string topic, QueueData[] queueDatas)
    {
        var result = ImmutableArray.CreateBuilder<MessageQueue>();
        foreach (QueueData queues in queueDatas)
        {
            if ((queues.Permissions & (int)TopicPermissions.Read) != 0)
                AddQueues(result, topic, queues.BrokerName, queues.ReadQueueNums);
        }
        return result.ToImmutable();
    }

    // An ordered topic keeps its queues even while a broker is away, so that a key never moves: "broker-a:4;broker-b:4".
    private static ImmutableArray<MessageQueue> OrderedQueues(string topic, string orderTopicConf)
    {
        var result = ImmutableArray.CreateBuilder<MessageQueue>();
        foreach (string entry in orderTopicConf.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            int colon = entry.LastIndexOf(':');
            if (colon <= 0 || !int.TryParse(entry.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int count))
                throw new ProtocolException(
                    $"The order configuration '{orderTopicConf}' of topic '{topic}' is not broker:queues;broker:queues."
                );
            AddQueues(result, topic, entry[..colon], count);
        }
        return result.ToImmutable();
    }

    private static void AddQueues(ImmutableArray<MessageQueue>.Builder result, string topic, string brokerName, int count)
    {
        if (count is < 0 or > MaxQueuesPerBroker)
            throw new ProtocolException($"The route of topic '{topic}' gives broker '{brokerName}' {count} queues.");
        for (int queueId = 0; queueId < count; queueId++)
            result.Add(new MessageQueue(topic, brokerName, queueId));
    }
}
