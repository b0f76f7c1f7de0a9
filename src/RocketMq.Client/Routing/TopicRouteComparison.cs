using RocketMq.Protocol;

namespace RocketMq.Routing;

/// <summary>Tells whether two answers for one topic mean the same route, whatever order they list it in.</summary>
internal static class TopicRouteComparison
{
    public static bool AreSame(TopicRouteData left, TopicRouteData right) =>
        string.Equals(left.OrderTopicConf, right.OrderTopicConf, StringComparison.Ordinal)
        && left.QueueDatas.Count == right.QueueDatas.Count
        && left.BrokerDatas.Count == right.BrokerDatas.Count
        && Sorted(left.QueueDatas).SequenceEqual(Sorted(right.QueueDatas))
        && Sorted(left.BrokerDatas).Zip(Sorted(right.BrokerDatas)).All(pair => AreSame(pair.First, pair.Second));

    private static IEnumerable<(string, int, int, int, int)> Sorted(IEnumerable<QueueData> queueDatas) =>
        queueDatas
            .Select(queues => (queues.BrokerName, queues.ReadQueueNums, queues.WriteQueueNums, queues.Permissions, queues.TopicSysFlag))
            .OrderBy(queues => queues.BrokerName, StringComparer.Ordinal);

    private static IEnumerable<BrokerData> Sorted(IEnumerable<BrokerData> brokerDatas) =>
        brokerDatas.OrderBy(broker => broker.BrokerName, StringComparer.Ordinal);

    private static bool AreSame(BrokerData left, BrokerData right) =>
        string.Equals(left.BrokerName, right.BrokerName, StringComparison.Ordinal)
        && string.Equals(left.Cluster, right.Cluster, StringComparison.Ordinal)
        && left.BrokerAddrs.SequenceEqual(right.BrokerAddrs);
}
