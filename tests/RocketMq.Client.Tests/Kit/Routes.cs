using RocketMq.Protocol;

namespace RocketMq.Tests.Kit;

/// <summary>Route answers for tests.</summary>
internal static class Routes
{
    public static TopicRouteData OneBroker(
        string name,
        string address,
        int queues,
        TopicPermissions permissions = TopicPermissions.Read | TopicPermissions.Write
    ) =>
        new()
        {
            BrokerDatas =
            [
                new BrokerData
                {
                    Cluster = "DefaultCluster",
                    BrokerName = name,
                    BrokerAddrs = new SortedDictionary<long, string> { [0] = address },
                },
            ],
            QueueDatas =
            [
                new QueueData
                {
                    BrokerName = name,
                    ReadQueueNums = queues,
                    WriteQueueNums = queues,
                    Permissions = (int)permissions,
                },
            ],
        };

    public static TopicRouteData Merge(params TopicRouteData[] parts) =>
        new()
        {
            BrokerDatas = [.. parts.SelectMany(part => part.BrokerDatas)],
            QueueDatas = [.. parts.SelectMany(part => part.QueueDatas)],
        };
}
